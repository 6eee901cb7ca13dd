import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Bridge, CommandName, CommandPayload } from '../../../app/ipc/contract.ts';
import type { readPasted } from '../number/read-pasted.ts';
import type { FieldNumber } from '../number/significant.ts';
import type { AttentionCommand } from '../words/attention.ts';
import { askMain } from './ask-main.ts';
import { type AudioActions, createAudioActions } from './audio-actions.ts';
import { type CallActions, createCallActions } from './call-actions.ts';
import { type DialerStore, withSnapshot } from './dialer-store.ts';
import { createPhoneActions, type PhoneActions } from './phone-actions.ts';

/** Everything the rep can do in the window. What comes of it arrives with the next snapshot. */
export interface DialerActions extends CallActions, AudioActions, PhoneActions {
  load(): Promise<void>;
  type(field: FieldNumber): void;
  append(characters: string): void;
  /** Reads pasted text into the field, or says why it isn't a number. */
  paste(text: string): Promise<void>;
  /** Puts a call's number into the field that is open, the one in a call before the window's own; never dials. */
  reuse(call: CallView): void;
  dialField(): Promise<void>;
  dialBack(call: CallView): Promise<void>;
  run(command: AttentionCommand | 'outreach.disconnect'): Promise<void>;
  /** Asks for the list of what has not reached Outreach. */
  loadOutbox(): Promise<void>;
  /** Has everything that waits tried now. */
  retryOutbox(): Promise<void>;
  dismissNotice(id: string): Promise<void>;
  dismissFailure(): void;
  dismissEnded(): void;
  /** Opens the page in the browser on which the call is logged. */
  logInOutreach(callId: string): Promise<void>;
}

/**
 * @param bridge undefined where the page is open without its preload: every command then fails with words
 * @param loadReader the rules of numbers are only needed for pasting, so they come after the first paint
 */
export function createDialerActions(
  store: DialerStore,
  bridge: Bridge | undefined,
  clock: () => number,
  loadReader: () => Promise<typeof readPasted>,
): DialerActions {
  const { getState, setState } = store;

  const ask = async <Name extends CommandName>(
    name: Name,
    payload: CommandPayload<Name>,
  ): Promise<boolean> => {
    const answer = await askMain(bridge, name, payload);
    if (!answer.ok) setState({ failure: answer.failure });
    return answer.ok;
  };

  const dial = async (text: string): Promise<void> => {
    if (getState().dialing) return;
    setState({ dialing: true, fieldFailure: null });
    const answer = await askMain(bridge, 'call.dial', { text });
    setState(
      answer.ok
        ? { dialing: false, field: '', link: null }
        : { dialing: false, fieldFailure: answer.failure },
    );
  };

  return {
    ...createCallActions(store, bridge, loadReader),
    ...createAudioActions(store, bridge),
    ...createPhoneActions(bridge),
    async load() {
      const answer = await askMain(bridge, 'snapshot.get', {});
      if (answer.ok) setState((state) => withSnapshot(state, answer.value, clock()));
      // The event may have brought a snapshot meanwhile; then the window works, and this answer is stale.
      else
        setState(({ main }) => ({
          main: main.status === 'ready' ? main : { status: 'refused', failure: answer.failure },
        }));
    },
    type: (field) => setState({ field, link: null, fieldFailure: null }),
    append: (characters) =>
      setState(({ field }) => ({ field: field + characters, link: null, fieldFailure: null })),
    async paste(text) {
      const readPasted = await loadReader();
      const read = readPasted(text, getState().formats);
      setState(
        read.ok
          ? { field: read.value.field, link: read.value.link ?? null, fieldFailure: null }
          : { fieldFailure: read.failure },
      );
    },
    reuse({ number, extension }) {
      const field = extension ? `${number}x${extension}` : number;
      setState(({ panel }) =>
        panel ? { panel: { ...panel, field, failure: null } } : { field, link: null, fieldFailure: null },
      );
    },
    async dialField() {
      const { field, link } = getState();
      if (field) await dial(link ?? field);
    },
    dialBack: ({ number, extension }) => dial(extension ? `${number}x${extension}` : number),
    async run(command) {
      await ask(command, {});
    },
    async loadOutbox() {
      const answer = await askMain(bridge, 'outbox.list', {});
      setState(answer.ok ? { outbox: answer.value.items } : { failure: answer.failure });
    },
    async retryOutbox() {
      await ask('outbox.retry', {});
    },
    async dismissNotice(id) {
      await ask('notice.dismiss', { id });
    },
    dismissFailure: () => setState({ failure: null }),
    async logInOutreach(callId) {
      await ask('call.openInOutreach', { callId });
    },
    dismissEnded: () => setState({ endedId: null }),
  };
}
