import type { CallView } from '../../../app/ipc/call-view-schema.ts';

/** Where a call that rings stands. */
export function incomingWords({ inbound }: CallView): string {
  if (inbound?.pickedUp) return 'Connecting…';
  return inbound?.ignored ? 'Ringing, ignored' : 'Incoming call';
}
