import type { ReactNode } from 'react';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { Keypad } from './keypad.tsx';

/** As many of the last keys are shown as stand on one line of the narrowest window: the keypad below must not move. */
const SHOWN = 18;

/** The keys of the current call; they go to nobody else. `early`: the other side has not answered yet. */
export function CallKeypad({ callId, early }: { callId: string; early: boolean }): ReactNode {
  const digits = useDialerState(({ keyed }) => (keyed?.callId === callId ? keyed.digits : ''));
  const actions = useActions();
  return (
    <div className="call-keypad">
      <p className="keyed" aria-label="Keys sent" role="status">
        {digits.length > SHOWN ? `…${digits.slice(-SHOWN)}` : digits}
        {digits === '' && (
          <span className="keyed-none">
            {early ? 'Keys reach them before they answer' : 'Keys you press go to the other side'}
          </span>
        )}
      </p>
      <Keypad onKey={(digit) => void actions.key(digit)} />
    </div>
  );
}
