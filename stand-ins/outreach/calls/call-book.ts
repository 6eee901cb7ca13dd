import { randomUUID } from 'node:crypto';
import { type CallState, FINAL_STATES } from '../../../app/calls/call.ts';
import { type Prospect, REP } from '../organisation.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';
import type { CallRecord, StateChange } from './call-record.ts';
import type { CallChange } from './update-rules.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface InboundCall {
  readonly from: string;
  readonly to: string;
  readonly vendorCallId?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly prospectId?: number | null | undefined;
}

export interface CallResult {
  readonly dispositionId?: number | null | undefined;
  readonly purposeId?: number | null | undefined;
  readonly note?: string | null | undefined;
}

/** What became different: for the page and for webhooks. `before` is null for a new call. */
export type CallListener = (call: CallRecord, before: CallRecord | null) => void;

export interface CallBook {
  all(): readonly CallRecord[];
  /** By integer id or by uid, whose case does not matter unless a switch says so. */
  find(address: string): CallRecord | undefined;
  /** A click on Call; its window to hear of `initiated` begins now. `native`: Outreach Voice's own call. */
  mint(prospect: Prospect, native?: boolean): CallRecord;
  createInbound(call: InboundCall): CallRecord;
  /** Takes an update that `refuseUpdate` had nothing against. */
  update(call: CallRecord, change: CallChange): CallRecord;
  /** The rep logs the call in Outreach. */
  log(call: CallRecord, result: CallResult): CallRecord;
  /** Fails every outbound call whose time is over. */
  sweep(): void;
  pause(): void;
  resume(): void;
  close(): void;
}

const blank = {
  vendorCallId: null,
  extension: null,
  state: null,
  stateChangedAt: null,
  dialedAt: null,
  answeredAt: null,
  completedAt: null,
  recordingUrl: null,
  voicemailUrl: null,
  note: null,
  tags: [],
  dispositionId: null,
  purposeId: null,
  initiateBy: null,
  history: [],
} as const;

/** Outreach's calls, and the 5 s that an outbound call waits for its first update (spec, "Requirements"). */
export function createCallBook(ports: {
  readonly clock: OutreachClock;
  readonly switches: Switches;
  readonly onChange: CallListener;
}): CallBook {
  const { clock, switches, onChange } = ports;
  const calls: CallRecord[] = [];
  const byUid = new Map<string, number>();
  const waiting = new Map<string, NodeJS.Timeout | null>();
  let paused = false;

  const iso = (ms: number = clock.now()) => new Date(ms).toISOString();
  const current = (call: CallRecord): CallRecord => calls[call.id - 1] ?? call;

  function add(
    fields: Pick<CallRecord, 'direction' | 'externalVendor' | 'from' | 'to'> & Partial<CallRecord>,
  ) {
    const at = iso();
    const id = calls.length + 1;
    const uid = randomUUID().toUpperCase();
    const call: CallRecord = {
      ...blank,
      prospectId: null,
      userId: REP.id,
      createdAt: at,
      updatedAt: at,
      ...fields,
      id,
      uid,
    };
    calls.push(call);
    byUid.set(uid, id);
    onChange(call, null);
    return call;
  }

  function write(before: CallRecord, fields: Partial<Mutable<CallRecord>>): CallRecord {
    const call: CallRecord = { ...current(before), ...fields, updatedAt: iso() };
    calls[call.id - 1] = call;
    if (call.initiateBy === null) forget(call.uid);
    onChange(call, before);
    return call;
  }

  function enter(call: CallRecord, state: CallState, stateChangedAt: string, by: StateChange['by']) {
    const step: StateChange = { state, stateChangedAt, receivedAt: clock.real(), by };
    const fields: Partial<Mutable<CallRecord>> = { state, stateChangedAt, initiateBy: null };
    fields.history = [...call.history, step];
    if (state === 'initiated') Object.assign(fields, { dialedAt: stateChangedAt, completedAt: null });
    if (state === 'in progress') fields.answeredAt = stateChangedAt;
    if (FINAL_STATES.some((final) => final === state)) fields.completedAt = stateChangedAt;
    return fields;
  }

  function forget(uid: string): void {
    const timer = waiting.get(uid);
    if (timer) clearTimeout(timer);
    waiting.delete(uid);
  }

  function watch(call: CallRecord): void {
    const timer = waiting.get(call.uid);
    if (timer) clearTimeout(timer);
    const left = Math.max(1, (call.initiateBy ?? 0) - clock.now());
    waiting.set(call.uid, paused ? null : setTimeout(sweep, Math.min(left, 2 ** 31 - 1)));
  }

  function sweep(): void {
    if (paused) return;
    for (const uid of [...waiting.keys()]) {
      const call = calls[(byUid.get(uid) ?? 0) - 1];
      if (call === undefined || call.initiateBy === null) forget(uid);
      else if (clock.now() >= call.initiateBy)
        write(call, enter(call, 'failed', iso(call.initiateBy), 'outreach'));
      else watch(call);
    }
  }

  return {
    all: () => calls,
    find(address) {
      const asWritten = switches.callIdCase === 'exact' ? address : address.toUpperCase();
      const id = /^\d+$/.test(address) ? Number(address) : byUid.get(asWritten);
      return id === undefined ? undefined : calls[id - 1];
    },
    mint(prospect, native = false) {
      const call = add({
        direction: 'outbound',
        externalVendor: native ? null : 'VoiceExtension',
        prospectId: prospect.id,
        from: '',
        to: prospect.number,
        extension: prospect.extension ?? null,
        initiateBy: native ? null : clock.now() + switches.initiatedWindowMs,
      });
      if (call.initiateBy !== null) watch(call);
      return call;
    },
    createInbound(inbound) {
      const call = add({
        direction: 'inbound',
        externalVendor: 'VoiceExtension',
        from: inbound.from,
        to: inbound.to,
        vendorCallId: inbound.vendorCallId ?? null,
        note: inbound.note ?? null,
        tags: inbound.tags ?? [],
        prospectId: inbound.prospectId ?? null,
      });
      if (switches.inboundStartsAs === 'none') return call;
      return write(call, enter(call, switches.inboundStartsAs, call.createdAt, 'outreach'));
    },
    update(call, change) {
      const fields: Partial<Mutable<CallRecord>> = {};
      if (change.state !== undefined && change.state !== call.state)
        Object.assign(fields, enter(call, change.state, change.stateChangedAt ?? iso(), 'app'));
      if (change.recordingUrl !== undefined) fields.recordingUrl = change.recordingUrl;
      if (change.voicemailUrl !== undefined) fields.voicemailUrl = change.voicemailUrl;
      if (change.vendorCallId !== undefined) fields.vendorCallId = change.vendorCallId;
      return write(call, fields);
    },
    log: (call, result) =>
      write(call, Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined))),
    sweep,
    pause() {
      paused = true;
      for (const [uid, timer] of waiting) {
        if (timer) clearTimeout(timer);
        waiting.set(uid, null);
      }
    },
    resume() {
      paused = false;
      for (const uid of [...waiting.keys()]) {
        const call = calls[(byUid.get(uid) ?? 0) - 1];
        if (call?.initiateBy == null || switches.outageWindow === 'runs on') continue;
        calls[call.id - 1] = { ...call, initiateBy: clock.now() + switches.initiatedWindowMs };
      }
      sweep();
    },
    close() {
      paused = true;
      for (const uid of [...waiting.keys()]) forget(uid);
    },
  };
}
