import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { countryName } from '../number/number-format.ts';
import { type CallPanel, fits } from '../state/call-panel.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { useWho } from '../state/use-who.ts';
import { PANEL_WORDS } from '../words/panel-words.ts';
import { EmergencyLine } from './emergency-line.tsx';
import { Icon } from './icons.tsx';
import { NumberInput } from './number-input.tsx';

/** Where a number is typed in a call: to transfer it, to add another one, or to send an incoming one elsewhere. */
export function NumberPanel({ call, other }: { call: CallView; other: CallView | undefined }): ReactNode {
  const panel = useDialerState((state) => (state.panel?.callId === call.id ? state.panel : null));
  if (!panel) return null;
  return <OpenPanel key={panel.purpose} panel={panel} call={call} other={other} />;
}

interface OpenProps {
  readonly panel: CallPanel;
  readonly call: CallView;
  readonly other: CallView | undefined;
}

function OpenPanel({ panel, call, other }: OpenProps): ReactNode {
  const { purpose, field, failure, busy } = panel;
  const formats = useDialerState((state) => state.formats);
  const actions = useActions();
  const input = useRef<HTMLInputElement>(null);
  const words = PANEL_WORDS[purpose];
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    // No further than it takes: Hang up is to stay in view. The card over a call is in view already.
    if (purpose !== 'forward') input.current?.scrollIntoView({ block: 'nearest' });
  }, [purpose]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void actions.submitPanel();
  };
  const cannot = field === '' || busy;
  return (
    <form className="call-panel" aria-label={words.title} onSubmit={submit}>
      <h2 className="call-panel-title">{words.title}</h2>
      {purpose === 'transfer' && other && fits('transfer', other) && <Connect call={call} other={other} />}
      <NumberInput
        input={input}
        id="panel-number"
        label={words.title}
        field={field}
        failure={failure?.message ?? null}
        hint={countryName(field, formats) ?? (purpose === 'transfer' && other ? '' : words.hint)}
        small
        onType={actions.typeInPanel}
        onPaste={(text) => void actions.pasteInPanel(text)}
      />
      <EmergencyLine number={field} />
      <div className="call-panel-buttons">
        {purpose === 'transfer' && !other && (
          <button type="button" className="button" disabled={cannot} onClick={() => void actions.askFirst()}>
            Ask first
          </button>
        )}
        <button type="submit" className="button button-primary" disabled={cannot} aria-busy={busy}>
          {words.submit}
        </button>
      </div>
      <button
        type="button"
        className="icon-button call-panel-close"
        aria-label={`Close: ${words.title}`}
        title="Close (Esc)"
        onClick={actions.closePanel}
      >
        <Icon name="cross" />
      </button>
    </form>
  );
}

/** With two calls the likeliest transfer is to the other one. */
function Connect({ call, other }: { call: CallView; other: CallView }): ReactNode {
  const actions = useActions();
  const who = useWho();
  return (
    <button
      type="button"
      className="button call-panel-connect"
      onClick={() => void actions.connect(other.id, call.id)}
    >
      <span className="call-panel-connect-text">
        Connect {who(other)} with {who(call)}
      </span>
    </button>
  );
}
