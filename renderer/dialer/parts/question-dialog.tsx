import { type ReactNode, useEffect, useRef } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { countryName, showNumber } from '../number/number-format.ts';
import { callPlaces } from '../state/call-places.ts';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { useWho } from '../state/use-who.ts';
import { questionWords, yesChoices } from '../words/question-words.ts';
import { Refusal } from './card-line.tsx';
import { Icon } from './icons.tsx';
import { useArmed } from './use-armed.ts';

interface QuestionProps {
  readonly call: CallView;
  /** Further questions that wait behind this one. */
  readonly more: number;
}

/**
 * Asks before dialling. The focus goes to the dialog itself, where Enter means nothing: yes takes
 * Tab or the pointer, no is also Esc.
 */
export function QuestionDialog({ call, more }: QuestionProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const armed = useArmed(call.id);
  const formats = useDialerState((state) => state.formats);
  const actions = useActions();
  const { current, others, conference } = callPlaces(useSnapshot((snapshot) => snapshot));
  const who = useWho();
  const up = [...conference, ...(current ? [current] : []), ...others];
  const { title, body } = questionWords(call, up[0] ? who(up[0]) : null);
  const choices = yesChoices(call, up.length);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.focus();
    return () => element?.close();
  }, []);

  const refuse = (): void => void actions.confirm(call.id, false);

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      tabIndex={-1}
      className="question"
      aria-labelledby="question-title"
      aria-describedby="question-number question-body"
      onCancel={(event) => {
        event.preventDefault();
        refuse();
      }}
    >
      <h2 id="question-title" className="question-title">
        {title}
      </h2>
      <div id="question-number">
        <p className="question-number">{showNumber(call.number, formats)}</p>
        <p className="question-detail">
          {[call.extension && `Extension ${call.extension}`, countryName(call.number, formats)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <p id="question-body" className="question-body">
        {body}
      </p>
      <Refusal callIds={[call.id]} />
      <div className={`question-buttons question-buttons-${choices.length + 1}`}>
        <button type="button" className="button" aria-label="Don't dial" onClick={refuse}>
          Don’t dial
        </button>
        {choices.map(({ label, others }, index) => (
          <button
            key={label}
            type="button"
            className={index === choices.length - 1 ? 'button button-call' : 'button'}
            disabled={!armed}
            onClick={() => void actions.confirm(call.id, true, others)}
          >
            <Icon name="phone" />
            {label}
          </button>
        ))}
      </div>
      {more > 0 && (
        <p className="question-more">{more === 1 ? '1 more link waits.' : `${more} more links wait.`}</p>
      )}
    </dialog>
  );
}
