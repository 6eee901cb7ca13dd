import { type ReactNode, useRef } from 'react';
import type { AnswerChoice, AnswerChoices } from '../../../app/calls/answer-choices.ts';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { countryName, showNumber } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { incomingWords } from '../words/incoming-words.ts';
import { CallerLines } from './caller-lines.tsx';
import { Refusal } from './card-line.tsx';
import { Control } from './control.tsx';
import { DoNotCall } from './do-not-call.tsx';
import { NumberPanel } from './number-panel.tsx';
import { useArmed } from './use-armed.ts';
import { useFocusBack } from './use-focus-back.ts';

interface IncomingProps {
  readonly call: CallView;
  readonly choices: AnswerChoices;
  /** Another call is up: the card stays in view over it, and pushes nothing aside. Not over an emergency call. */
  readonly over: boolean;
}

/**
 * A call that rings here. None of its buttons takes the focus by itself: a key that was meant for something else must
 * not answer a call.
 */
export function IncomingCard({ call, choices, over }: IncomingProps): ReactNode {
  const card = useRef<HTMLFieldSetElement>(null);
  const formats = useDialerState((state) => state.formats);
  const actions = useActions();
  const armed = useArmed(call.id);
  const { pickedUp = false, ignored = false } = call.inbound ?? {};
  const { first, second } = choices;
  const tone = ignored ? 'quiet' : 'wait';
  return (
    <fieldset
      ref={card}
      tabIndex={-1}
      aria-label="Incoming call"
      className={`call-card tone-${tone}${over && first && !ignored ? ' call-card-over' : ''}`}
    >
      <div className="call-head">
        <span className="call-state">
          <span className={`dot tone-${tone}`} />
          {incomingWords(call)}
        </span>
        <DoNotCall call={call} />
      </div>
      <CallerLines
        call={call}
        number={showNumber(call.number, formats)}
        country={countryName(call.number, formats)}
      />
      <div className="controls controls-two">
        {first && (
          <Control
            icon="phone"
            label={first.label}
            keys={['Ctrl+Shift+A', 'Control+Shift+A']}
            kind="answer"
            disabled={!armed || pickedUp}
            onClick={() => void actions.answer(call.id, first.others)}
          />
        )}
        <Control
          icon="hangUp"
          label="Reject"
          {...(over ? {} : { keys: ['Ctrl+Shift+H', 'Control+Shift+H'] as const })}
          kind="hang-up"
          disabled={!armed}
          onClick={() => void actions.reject(call.id)}
        />
      </div>
      <MoreChoices call={call} second={second} disabled={!armed || pickedUp} card={card} />
      <NumberPanel call={call} other={undefined} />
      {!first && <p className="call-hint">Hang up the emergency call before you answer this one.</p>}
      <Refusal callIds={[call.id]} />
    </fieldset>
  );
}

interface MoreProps {
  readonly call: CallView;
  readonly second: AnswerChoice | undefined;
  readonly disabled: boolean;
  readonly card: React.RefObject<HTMLElement | null>;
}

/** The rarer answers, smaller. */
function MoreChoices({ call, second, disabled, card }: MoreProps): ReactNode {
  const actions = useActions();
  const sendTo = useRef<HTMLButtonElement>(null);
  const sending = useDialerState(({ panel }) => panel?.callId === call.id);
  useFocusBack(sending, sendTo, card);
  return (
    <div className="more-choices">
      {second && (
        <button
          type="button"
          className="button button-quiet"
          disabled={disabled}
          onClick={() => void actions.answer(call.id, second.others)}
        >
          {second.label}
        </button>
      )}
      <button
        ref={sendTo}
        type="button"
        className="button button-quiet"
        disabled={disabled}
        aria-expanded={sending}
        onClick={() => (sending ? actions.closePanel() : actions.openPanel('forward', call.id))}
      >
        Send to…
      </button>
      {call.inbound?.ignored !== true && (
        <button
          type="button"
          className="button button-quiet"
          disabled={disabled}
          title="Stops the ringing here; the caller hears it go on"
          onClick={() => void actions.ignore(call.id)}
        >
          Ignore
        </button>
      )}
    </div>
  );
}
