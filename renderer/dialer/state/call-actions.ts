import type { Bridge, CommandName, CommandPayload, CommandResult } from '../../../app/ipc/contract.ts';
import type { readPasted } from '../number/read-pasted.ts';
import type { FieldNumber } from '../number/significant.ts';
import { askMain } from './ask-main.ts';
import { type CallPanel, openedPanel, type PanelPurpose } from './call-panel.ts';
import { type DialerStore, takesKeys } from './dialer-store.ts';
import { currentCall } from './snapshot-change.ts';

type Others = 'hold' | 'end';

/** Everything the rep can do with a call that is up. What comes of it arrives with the next snapshot. */
export interface CallActions {
  /** `others`: what becomes of the call that has the line. */
  confirm(callId: string, dial: boolean, others?: Others): Promise<void>;
  answer(callId: string, others?: Others): Promise<void>;
  reject(callId: string): Promise<void>;
  /** Lets it ring unheard. */
  ignore(callId: string): Promise<void>;
  hangUp(...callIds: string[]): Promise<void>;
  /** All of them, as in a conference, are muted or heard together. */
  mute(muted: boolean, ...callIds: string[]): Promise<void>;
  /** Resuming one holds the one that has the line: with two calls, a swap. */
  hold(callId: string, held: boolean): Promise<void>;
  /** Connects the two other sides, and this one leaves. */
  connect(callId: string, otherCallId: string): Promise<void>;
  /** All answered calls hear each other. */
  merge(callId: string): Promise<void>;
  extension(callId: string, action: 'cancel' | 'send'): Promise<void>;
  /** One key of the keypad in a call: DTMF. */
  key(digit: string): Promise<void>;
  openKeypad(open: boolean): void;
  openPanel(purpose: PanelPurpose, callId: string): void;
  closePanel(): void;
  typeInPanel(field: FieldNumber): void;
  /** Reads pasted text into the panel's field, or says why it isn't a number. */
  pasteInPanel(text: string): Promise<void>;
  /** Transfers, adds or sends, whatever the panel is open for. */
  submitPanel(): Promise<void>;
  /** Dials the panel's number beside the call that is to be transferred. */
  askFirst(): Promise<void>;
  dismissRefusal(): void;
}

/** @param bridge undefined where the page is open without its preload */
export function createCallActions(
  { getState, setState }: DialerStore,
  bridge: Bridge | undefined,
  loadReader: () => Promise<typeof readPasted>,
): CallActions {
  /** A refusal is shown where the rep pressed: in the card of this call. */
  const ask = async <Name extends CommandName>(
    callId: string,
    name: Name,
    payload: CommandPayload<Name>,
  ): Promise<boolean> => {
    setState({ refusal: null });
    const answer = await askMain(bridge, name, payload);
    if (!answer.ok) setState({ refusal: { callId, failure: answer.failure } });
    return answer.ok;
  };

  const inPanel = (change: Partial<CallPanel>): void =>
    setState(({ panel }) => (panel ? { panel: { ...panel, ...change } } : {}));

  /** The panel's own command: it closes on yes, and keeps its number and says why on no. */
  const fromPanel = async <Name extends CommandName>(
    { purpose, callId }: CallPanel,
    name: Name,
    payload: CommandPayload<Name>,
  ): Promise<CommandResult<Name> | null> => {
    inPanel({ busy: true, failure: null });
    const answer = await askMain(bridge, name, payload);
    const { panel } = getState();
    const stillOpen = panel?.purpose === purpose && panel.callId === callId;
    if (answer.ok) {
      if (stillOpen) setState({ panel: null });
      return answer.value;
    }
    if (stillOpen) inPanel({ busy: false, failure: answer.failure });
    else setState({ refusal: { callId, failure: answer.failure } });
    return null;
  };
  const ready = (): CallPanel | null => {
    const { panel } = getState();
    return panel && panel.field !== '' && !panel.busy ? panel : null;
  };

  return {
    async confirm(callId, dial, others) {
      await ask(callId, 'call.confirm', others ? { callId, dial, others } : { callId, dial });
    },
    async answer(callId, others) {
      await ask(callId, 'call.answer', others ? { callId, others } : { callId });
    },
    async reject(callId) {
      await ask(callId, 'call.reject', { callId });
    },
    async ignore(callId) {
      await ask(callId, 'call.ignore', { callId });
    },
    async hangUp(...callIds) {
      await Promise.all(callIds.map((callId) => ask(callId, 'call.hangUp', { callId })));
    },
    async mute(muted, ...callIds) {
      await Promise.all(callIds.map((callId) => ask(callId, 'call.mute', { callId, muted })));
    },
    async hold(callId, held) {
      await ask(callId, 'call.hold', { callId, held });
    },
    async connect(callId, otherCallId) {
      if (await ask(otherCallId, 'call.transferTo', { callId, otherCallId })) setState({ panel: null });
    },
    async merge(callId) {
      await ask(callId, 'call.conference', {});
    },
    async extension(callId, action) {
      await ask(callId, 'call.extension', { callId, action });
    },
    async key(digit) {
      const { main } = getState();
      const call = main.status === 'ready' ? currentCall(main.snapshot) : undefined;
      if (!call || !takesKeys(call)) return;
      const { id: callId } = call;
      if (!(await ask(callId, 'call.sendDigits', { callId, digits: digit }))) return;
      setState(({ keyed }) => ({
        keyed: { callId, digits: (keyed?.callId === callId ? keyed.digits : '') + digit },
      }));
    },
    openKeypad: (keypadOpen) => setState(keypadOpen ? { keypadOpen, panel: null } : { keypadOpen }),
    openPanel: (purpose, callId) =>
      setState({ panel: openedPanel(purpose, callId), keypadOpen: false, refusal: null }),
    closePanel: () => setState({ panel: null }),
    typeInPanel: (field) => inPanel({ field, failure: null }),
    async pasteInPanel(text) {
      const readPasted = await loadReader();
      const read = readPasted(text, getState().formats);
      inPanel(read.ok ? { field: read.value.field, failure: null } : { failure: read.failure });
    },
    async submitPanel() {
      const panel = ready();
      if (!panel) return;
      const { callId, field: text } = panel;
      if (panel.purpose === 'transfer') await fromPanel(panel, 'call.transfer', { callId, text });
      else if (panel.purpose === 'forward') await fromPanel(panel, 'call.forward', { callId, text });
      else await fromPanel(panel, 'call.dial', { text, others: 'hold' });
    },
    async askFirst() {
      const panel = ready();
      if (!panel) return;
      const dialed = await fromPanel(panel, 'call.dial', { text: panel.field, others: 'hold' });
      if (dialed) setState({ consultation: { callId: panel.callId, otherCallId: dialed.callId } });
    },
    dismissRefusal: () => setState({ refusal: null }),
  };
}
