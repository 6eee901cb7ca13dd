import type { ReactNode } from 'react';
import { showCall } from '../number/number-format.ts';
import { callPlaces } from '../state/call-places.ts';
import { useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { findCall } from '../state/snapshot-change.ts';
import { announcement } from '../words/announcement.ts';

/** Says each change among the calls to a screen reader; nothing to see. */
export function Announcer(): ReactNode {
  const endedId = useDialerState((state) => state.endedId);
  const formats = useDialerState((state) => state.formats);
  const snapshot = useSnapshot((whole) => whole);
  const ended = endedId === null ? undefined : findCall(snapshot, endedId);
  return (
    <p aria-live="assertive" className="visually-hidden" data-testid="announcer">
      {announcement(callPlaces(snapshot), ended, (call) => call.inbound?.name ?? showCall(call, formats))}
    </p>
  );
}
