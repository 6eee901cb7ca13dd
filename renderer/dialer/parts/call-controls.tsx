import { type ReactNode, type RefObject, useRef } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { fits } from '../state/call-panel.ts';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { takesKeys } from '../state/dialer-store.ts';
import { isEmergencyCall } from '../state/emergency.ts';
import { CallKeypad } from './call-keypad.tsx';
import { Control } from './control.tsx';
import { NumberPanel } from './number-panel.tsx';
import { useArmedAgain } from './use-armed.ts';
import { useFocusBack } from './use-focus-back.ts';

interface ControlsProps {
  readonly call: CallView;
  /** The call beside it. */
  readonly other: CallView | undefined;
  readonly card: RefObject<HTMLElement | null>;
}

/**
 * What can be done in a call, and what it opens. Each stands in its place from the first moment, so that nothing moves
 * under a hand; the keypad too, whatever is said of the call below it.
 */
export function CallControls({ call, other, card }: ControlsProps): ReactNode {
  const actions = useActions();
  const open = useDialerState((state) => state.keypadOpen);
  const talking = call.phase === 'talking';
  const keys = takesKeys(call);
  const armed = useArmedAgain(call.id);
  const emergency = useSnapshot((snapshot) => isEmergencyCall(call, snapshot));
  return (
    <>
      <div className="controls">
        <Control
          icon={call.muted ? 'micOff' : 'mic'}
          label={call.muted ? 'Unmute' : 'Mute'}
          keys={['M', 'M Control+Shift+M']}
          kind={call.muted ? 'on' : 'plain'}
          disabled={!talking}
          onClick={() => void actions.mute(!call.muted, call.id)}
        />
        <Control
          icon="keypad"
          label="Keypad"
          keys={['K', 'K']}
          kind={open ? 'on' : 'plain'}
          disabled={!keys}
          expanded={open}
          onClick={() => actions.openKeypad(!open)}
        />
        {!emergency && <Parting call={call} other={other} card={card} />}
        <Control
          icon="hangUp"
          label="Hang up"
          keys={['Ctrl+Shift+H', 'Control+Shift+H']}
          kind="hang-up"
          disabled={!armed}
          onClick={() => void actions.hangUp(call.id)}
        />
      </div>
      {open && keys && <CallKeypad callId={call.id} early={call.phase === 'ringing'} />}
      <NumberPanel call={call} other={other} />
    </>
  );
}

/** What puts the other side off, hands it over or brings another one in. */
function Parting({ call, other, card }: ControlsProps): ReactNode {
  const actions = useActions();
  const open = useDialerState(({ panel }) => (panel?.callId === call.id ? panel.purpose : null));
  const transfer = useRef<HTMLButtonElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  useFocusBack(open === 'transfer', transfer, card);
  useFocusBack(open === 'add', add, card);
  const free = fits('transfer', call);
  const toggle = (purpose: 'transfer' | 'add'): void =>
    open === purpose ? actions.closePanel() : actions.openPanel(purpose, call.id);
  return (
    <>
      <Control
        icon={call.held ? 'resume' : 'hold'}
        label={call.held ? 'Resume' : 'Hold'}
        keys={['O', 'O Control+Shift+O']}
        kind={call.held ? 'answer' : 'plain'}
        disabled={!free}
        onClick={() => void actions.hold(call.id, !call.held)}
      />
      <Control
        ref={transfer}
        icon="transfer"
        label="Transfer"
        keys={['T', 'T']}
        kind={open === 'transfer' ? 'on' : 'plain'}
        disabled={!free}
        expanded={open === 'transfer'}
        onClick={() => toggle('transfer')}
      />
      {other === undefined ? (
        <Control
          ref={add}
          icon="add"
          label="Add call"
          keys={['N', 'N']}
          kind={open === 'add' ? 'on' : 'plain'}
          disabled={!free}
          expanded={open === 'add'}
          onClick={() => toggle('add')}
        />
      ) : (
        <Control
          icon="merge"
          label="Merge"
          keys={['J', 'J']}
          disabled={!free || !fits('transfer', other)}
          onClick={() => void actions.merge(call.id)}
        />
      )}
    </>
  );
}
