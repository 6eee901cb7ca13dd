import { type FormEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { EmergencyLine } from './emergency-line.tsx';
import { Icon } from './icons.tsx';
import { Keypad } from './keypad.tsx';
import { NumberField } from './number-field.tsx';

interface DialPaneProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** A question is open: the focus is the dialog's. */
  readonly asking: boolean;
}

/** Where a number is put together and dialled. */
export function DialPane({ input, asking }: DialPaneProps): ReactNode {
  const empty = useDialerState((state) => state.field === '');
  const number = useDialerState((state) => state.field);
  const dialing = useDialerState((state) => state.dialing);
  const actions = useActions();

  // The rep types at once: at the start, after each call and after each question.
  useEffect(() => {
    if (!asking) input.current?.focus();
  }, [asking, input]);

  const dial = (event: FormEvent): void => {
    event.preventDefault();
    void actions.dialField();
  };

  return (
    <form className="dial-pane" onSubmit={dial} aria-label="Dial a number">
      <NumberField input={input} />
      <Keypad onKey={actions.append} onLongZero={() => actions.append('+')} />
      <button type="submit" className="button button-call" disabled={empty} aria-busy={dialing}>
        <Icon name="phone" />
        Call
      </button>
      <EmergencyLine number={number} />
    </form>
  );
}
