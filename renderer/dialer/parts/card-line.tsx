import type { ReactNode } from 'react';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { Icon } from './icons.tsx';

interface CardLineProps {
  readonly title: string;
  readonly message: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** Something that went wrong with one call, said in its card. */
export function CardLine({ title, message, onClose, children }: CardLineProps): ReactNode {
  return (
    <div className="card-line" role="alert" aria-label={title}>
      <Icon name="alert" />
      <div className="attention-text">
        <strong>{title}</strong>
        <p>{message}</p>
        {children}
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={`Dismiss: ${title}`}
        title="Dismiss"
        onClick={onClose}
      >
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** The last command for one of these calls that was refused, and why. */
export function Refusal({ callIds }: { callIds: readonly string[] }): ReactNode {
  const refusal = useDialerState((state) => state.refusal);
  const actions = useActions();
  if (!refusal || !callIds.includes(refusal.callId)) return null;
  return (
    <CardLine title="That didn’t work" message={refusal.failure.message} onClose={actions.dismissRefusal} />
  );
}
