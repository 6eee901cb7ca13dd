import { type ReactNode, useState } from 'react';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { type Attention, type AttentionAction, attentionOf, openLines } from '../words/attention.ts';
import { Icon, type IconName } from './icons.tsx';
import { SETTINGS_PANE } from './settings-pane.tsx';

const ICONS: Record<Attention['kind'], IconName> = { error: 'alert', warning: 'alert', info: 'info' };

/** What asks for attention: notices of main's, and connections that need the rep. Polite: it never takes the focus. */
export function AttentionList(): ReactNode {
  const snapshot = useSnapshot((whole) => whole);
  const failure = useDialerState((state) => state.failure);
  const actions = useActions();
  const [open, setOpen] = useState(false);
  const all = attentionOf(snapshot);
  const first = openLines(all);
  const shown = open ? all : first;
  const hidden = all.length - first.length;
  return (
    <section aria-label="Notices" className="attention">
      <ul aria-live="polite" className="attention-lines">
        {failure && (
          <li className="attention-line kind-error">
            <Line kind="error" title="That didn’t work" message={failure.message} />
            <Dismiss title="That didn’t work" onClick={actions.dismissFailure} />
          </li>
        )}
        {shown.map((line) => (
          <li key={line.id} className={`attention-line kind-${line.kind}`}>
            <Line {...line}>{line.action && <ActionButton action={line.action} />}</Line>
            {line.noticeId !== undefined && (
              <Dismiss title={line.title} onClick={() => void actions.dismissNotice(line.noticeId ?? '')} />
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className="attention-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${hidden} more`}
        </button>
      )}
    </section>
  );
}

interface LineProps extends Pick<Attention, 'kind' | 'title' | 'message'> {
  readonly children?: ReactNode;
}

function Line({ kind, title, message, children }: LineProps): ReactNode {
  return (
    <>
      <Icon name={ICONS[kind]} />
      <div className="attention-text">
        <strong>{title}</strong>
        <p>{message}</p>
        {children}
      </div>
    </>
  );
}

function ActionButton({ action }: { action: AttentionAction }): ReactNode {
  const actions = useActions();
  const { command } = action;
  return (
    <button
      type="button"
      className="button button-small button-primary"
      {...(command ? { onClick: () => void actions.run(command) } : { popoverTarget: SETTINGS_PANE })}
    >
      {action.label}
    </button>
  );
}

function Dismiss({ title, onClick }: { title: string; onClick: () => void }): ReactNode {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Dismiss: ${title}`}
      title="Dismiss"
      onClick={onClick}
    >
      <Icon name="cross" />
    </button>
  );
}
