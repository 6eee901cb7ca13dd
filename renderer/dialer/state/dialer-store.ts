import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { OutboxItem } from '../../../app/ipc/outreach-view-schema.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import type { Failure } from '../../../app/result.ts';
import type { NumberFormats } from '../number/number-format.ts';
import type { FieldNumber } from '../number/significant.ts';
import { type CallPanel, type Consultation, keptConsultation, keptPanel } from './call-panel.ts';
import { justEnded } from './snapshot-change.ts';

/** What main last said, or why it said nothing yet. */
export type MainView =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly snapshot: Snapshot }
  | { readonly status: 'refused'; readonly failure: Failure };

/** Main's last snapshot, whole, and beside it only what is this window's own. */
export interface DialerState {
  readonly main: MainView;
  readonly field: FieldNumber;
  /** The tel: link the field came from, while the field is as it was pasted. */
  readonly link: string | null;
  readonly fieldFailure: Failure | null;
  /** A dial command is on its way: a second Enter must not become a second call. */
  readonly dialing: boolean;
  readonly keypadOpen: boolean;
  /** Where a number is typed in a call; never open beside the keypad. */
  readonly panel: CallPanel | null;
  readonly consultation: Consultation | null;
  /** The last command for a call that main refused; shown in that call's card. */
  readonly refusal: { readonly callId: string; readonly failure: Failure } | null;
  /** The keys pressed in a call so far. */
  readonly keyed: { readonly callId: string; readonly digits: string } | null;
  readonly endedId: string | null;
  /** The last command that main refused and that belongs to no call. */
  readonly failure: Failure | null;
  /** What has not reached Outreach, as it was when the list was last asked for; null before. */
  readonly outbox: readonly OutboxItem[] | null;
  /** Milliseconds since 1970; moves only while a call is up. */
  readonly now: number;
  readonly formats: NumberFormats | null;
  /** How loud the microphone is, 0 to 1; moves only while it is shown. */
  readonly level: number;
}

export type DialerStore = StoreApi<DialerState>;

/** @param now milliseconds since 1970 */
export function createDialerStore(now: number): DialerStore {
  return createStore<DialerState>(() => ({
    main: { status: 'loading' },
    field: '',
    link: null,
    fieldFailure: null,
    dialing: false,
    keypadOpen: false,
    panel: null,
    consultation: null,
    refusal: null,
    keyed: null,
    endedId: null,
    failure: null,
    outbox: null,
    now,
    formats: null,
    level: 0,
  }));
}

/** The state after a snapshot: main's part replaced whole, the window's own part adjusted to it. */
export function withSnapshot(state: DialerState, snapshot: Snapshot, now: number): Partial<DialerState> {
  const before = state.main.status === 'ready' ? state.main.snapshot : null;
  const endedId = justEnded(before, snapshot, state.endedId);
  const isUp = (id: string | undefined): boolean =>
    snapshot.calls.some((call) => call.id === id && call.phase !== 'ended');
  return {
    main: { status: 'ready', snapshot },
    endedId,
    now,
    panel: keptPanel(state.panel, snapshot),
    consultation: keptConsultation(state.consultation, snapshot),
    ...(isUp(state.refusal?.callId) ? {} : { refusal: null }),
    ...(isUp(state.keyed?.callId) ? {} : { keyed: null }),
    ...(snapshot.calls.some(takesKeys) ? {} : { keypadOpen: false }),
  };
}

/**
 * Whether keys pressed in the call can reach the other side: after the answer, or when it can be heard before. Not on
 * hold, and not in a conference, where nobody could tell whose menu they are for.
 */
export function takesKeys(call: CallView): boolean {
  if (call.phase === 'ringing') return call.earlyMedia;
  return call.phase === 'talking' && !call.held && call.inConference !== true;
}
