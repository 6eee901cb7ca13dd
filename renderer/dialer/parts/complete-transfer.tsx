import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { fits } from '../state/call-panel.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { useWho } from '../state/use-who.ts';

/** While the rep asks somebody whether to put a call through: the button that does it. */
export function CompleteTransfer({
  call,
  other,
}: {
  call: CallView;
  other: CallView | undefined;
}): ReactNode {
  const consultation = useDialerState((state) => state.consultation);
  const actions = useActions();
  const who = useWho();
  if (!consultation || !other) return null;
  const { callId, otherCallId } = consultation;
  if (![callId, otherCallId].every((id) => id === call.id || id === other.id)) return null;
  // Under way already: the head of the card says so.
  if ([call, other].some(({ transfer }) => transfer?.status === 'trying')) return null;
  const answered = fits('transfer', call) && fits('transfer', other);
  return (
    <div className="complete-transfer">
      <p className="complete-transfer-text">
        {answered
          ? `${who(callId === call.id ? call : other)} waits to be put through.`
          : 'When they answer, you can put the call through.'}
      </p>
      <button
        type="button"
        className="button button-primary"
        disabled={!answered}
        onClick={() => void actions.connect(callId, otherCallId)}
      >
        Complete transfer
      </button>
    </div>
  );
}
