import { type ReactNode, useEffect, useState } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { showNumber } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { CallerLines } from './caller-lines.tsx';
import { Icon } from './icons.tsx';

/** A click already on its way when the card appears must neither answer nor reject. In milliseconds. */
const ARMING = 400;

/**
 * A call that rings here. Neither button takes the focus by itself: a key that was meant for something else must not
 * answer a call.
 */
export function IncomingCard({ call }: { call: CallView }): ReactNode {
  const formats = useDialerState((state) => state.formats);
  const actions = useActions();
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setArmed(true), ARMING);
    return () => clearTimeout(timer);
  }, []);
  const pickedUp = call.inbound?.pickedUp === true;
  return (
    <fieldset aria-label="Incoming call" className="call-card tone-wait">
      <div className="call-head">
        <span className="call-state">
          <span className="dot tone-wait" />
          {pickedUp ? 'Connecting…' : 'Incoming call'}
        </span>
      </div>
      <CallerLines call={call} number={showNumber(call.number, formats)} />
      <div className="controls controls-two">
        <button
          type="button"
          className="control control-answer"
          disabled={!armed || pickedUp}
          title="Answer (Ctrl+Shift+A)"
          aria-keyshortcuts="Control+Shift+A"
          onClick={() => void actions.answer(call.id)}
        >
          <Icon name="phone" />
          Answer
        </button>
        <button
          type="button"
          className="control control-hang-up"
          disabled={!armed}
          title="Reject (Ctrl+Shift+H)"
          aria-keyshortcuts="Control+Shift+H"
          onClick={() => void actions.reject(call.id)}
        >
          <Icon name="hangUp" />
          Reject
        </button>
      </div>
    </fieldset>
  );
}
