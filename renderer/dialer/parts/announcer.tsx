import type { ReactNode } from 'react';
import { showCall } from '../number/number-format.ts';
import { useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { currentCall, findCall } from '../state/snapshot-change.ts';
import { announcement } from '../words/call-words.ts';

/** Says each change of the current call to a screen reader; nothing to see. */
export function Announcer(): ReactNode {
  const endedId = useDialerState((state) => state.endedId);
  const formats = useDialerState((state) => state.formats);
  const call = useSnapshot(
    (snapshot) => currentCall(snapshot) ?? (endedId === null ? undefined : findCall(snapshot, endedId)),
  );
  return (
    <p aria-live="assertive" className="visually-hidden" data-testid="announcer">
      {call ? announcement(call, showCall(call, formats)) : ''}
    </p>
  );
}
