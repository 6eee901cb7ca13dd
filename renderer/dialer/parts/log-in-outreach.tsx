import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { useActions, useSnapshot } from '../state/dialer-context.tsx';

/**
 * The way to Outreach's own form: what the call came to is chosen and noted there, because Outreach lets nobody else
 * write it. The organisation's words are shown beside it, to have them in mind.
 */
export function LogInOutreach({ call }: { call: CallView }): ReactNode {
  const choices = useSnapshot((snapshot) => snapshot.outreach.choices);
  const actions = useActions();
  if (call.logging === 'none') return null;
  return (
    <div className="log-in-outreach">
      <button
        type="button"
        className="button button-small"
        onClick={() => void actions.logInOutreach(call.id)}
      >
        Add outcome in Outreach
      </button>
      {choices && (
        <details>
          <summary>Outcomes and purposes</summary>
          <ChoiceNames title="Outcomes" names={choices.dispositions} />
          <ChoiceNames title="Purposes" names={choices.purposes} />
        </details>
      )}
    </div>
  );
}

function ChoiceNames({ title, names }: { title: string; names: readonly string[] }): ReactNode {
  if (names.length === 0) return null;
  return (
    <p className="log-choices">
      <strong>{title}:</strong> {names.join(', ')}
    </p>
  );
}
