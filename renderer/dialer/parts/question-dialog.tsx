import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { countryName, showNumber } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { questionWords } from '../words/question-words.ts';
import { Icon } from './icons.tsx';

/** A click or key already on its way when the question appears must not answer it with yes. */
const ARMING = 400;

interface QuestionProps {
  readonly call: CallView;
  /** The number of the call that is up, for the question whether to end it. */
  readonly current: string | null;
  /** Further questions that wait behind this one. */
  readonly more: number;
}

/**
 * Asks before dialling. The focus goes to the dialog itself, where Enter means nothing: yes takes
 * Tab or the pointer, no is also Esc.
 */
export function QuestionDialog({ call, current, more }: QuestionProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [armed, setArmed] = useState(false);
  const formats = useDialerState((state) => state.formats);
  const actions = useActions();
  const { title, body } = questionWords(call, current);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.focus();
    const timer = setTimeout(() => setArmed(true), ARMING);
    return () => {
      clearTimeout(timer);
      element?.close();
    };
  }, []);

  const answer = (dial: boolean): void => void actions.confirm(call.id, dial);

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
        answer(false);
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
      <div className="question-buttons">
        <button type="button" className="button" aria-label="Don't dial" onClick={() => answer(false)}>
          Don’t dial
        </button>
        <button type="button" className="button button-call" disabled={!armed} onClick={() => answer(true)}>
          <Icon name="phone" />
          Dial
        </button>
      </div>
      {more > 0 && (
        <p className="question-more">{more === 1 ? '1 more link waits.' : `${more} more links wait.`}</p>
      )}
    </dialog>
  );
}
