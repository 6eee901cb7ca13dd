import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { takesKeys } from '../state/dialer-store.ts';
import { Icon } from './icons.tsx';
import { Keypad } from './keypad.tsx';

/** What can be done in a call. The keypad belongs to the current call: its keys go to nobody else. */
export function CallControls({ call, current }: { call: CallView; current: boolean }): ReactNode {
  const actions = useActions();
  const open = useDialerState((state) => state.keypadOpen) && current;
  const talking = call.phase === 'talking';
  const keys = current && takesKeys(call);
  return (
    <>
      <div className="controls">
        <button
          type="button"
          className={call.muted ? 'control control-on' : 'control'}
          disabled={!talking}
          title={call.muted ? 'Unmute (M)' : 'Mute (M)'}
          aria-keyshortcuts="M Control+Shift+M"
          onClick={() => void actions.mute(call.id, !call.muted)}
        >
          <Icon name={call.muted ? 'micOff' : 'mic'} />
          {call.muted ? 'Unmute' : 'Mute'}
        </button>
        <button
          type="button"
          className={open ? 'control control-on' : 'control'}
          disabled={!keys}
          aria-expanded={open}
          title="Keypad (K)"
          aria-keyshortcuts="K"
          onClick={() => actions.openKeypad(!open)}
        >
          <Icon name="keypad" />
          Keypad
        </button>
        <button
          type="button"
          className="control control-hang-up"
          title="Hang up (Ctrl+Shift+H)"
          aria-keyshortcuts="Control+Shift+H"
          onClick={() => void actions.hangUp(call.id)}
        >
          <Icon name="hangUp" />
          Hang up
        </button>
      </div>
      {open && keys && <CallKeypad callId={call.id} />}
    </>
  );
}

function CallKeypad({ callId }: { callId: string }): ReactNode {
  const digits = useDialerState(({ keyed }) => (keyed?.callId === callId ? keyed.digits : ''));
  const actions = useActions();
  return (
    <div className="call-keypad">
      <p className="keyed" aria-label="Keys sent" role="status">
        {digits || <span className="keyed-none">Keys you press go to the other side</span>}
      </p>
      <Keypad onKey={(digit) => void actions.key(digit)} />
    </div>
  );
}
