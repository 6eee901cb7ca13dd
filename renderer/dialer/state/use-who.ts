import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { showCall } from '../number/number-format.ts';
import { useDialerState } from './dialer-context.tsx';

/** How a call is named in a sentence: by its caller's name, or else by its number as it is shown. */
export function useWho(): (call: CallView) => string {
  const formats = useDialerState((state) => state.formats);
  return (call) => call.inbound?.name ?? showCall(call, formats);
}
