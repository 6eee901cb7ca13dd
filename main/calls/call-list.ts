import type { Call } from '../../app/calls/call.ts';
import { callView } from '../../app/calls/call-view.ts';
import { type LineFacts, lineFacts } from '../../app/calls/line.ts';
import type { CallView } from '../../app/ipc/call-view-schema.ts';
import type { Deliveries } from '../../app/outbox/deliveries.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';

const RECENT = 20;

/** The calls the desk holds: those that are up, in the order they came, and the last ones that are over. */
export interface CallList {
  active(callId: string): Call | undefined;
  allActive(): readonly Call[];
  /** Whether it is active or one of the recent ones. */
  knows(callId: string): boolean;
  /** An active call or one of the recent ones, compared without case. */
  withOutreachCallId(outreachCallId: string): Call | undefined;
  /** An active call or one of the recent ones. */
  withSipCallId(sipCallId: string): Call | undefined;
  /** What the other calls are to this one, or to one that is about to begin. */
  lineFor(callId: string): LineFacts;
  allBut(callId: string): readonly Call[];
  put(call: Call): void;
  /** Outreach has answered, or is owed more: what the view says of it is read again. */
  loggingChanged(callId: string): void;
  /** Outreach has made an inbound call under this id; the store has it already. */
  learned(callId: string, outreachCallId: string): void;
  view(): { calls: CallView[]; recent: CallView[] };
}

/** @param stored the last calls from the disk, newest first; read once, when first needed */
export function createCallList(outbox: Deliveries, stored: (limit: number) => readonly Call[]): CallList {
  const up = new Map<string, Call>();
  const owed = new Map<string, readonly OutboxEntry[]>();
  let over: readonly Call[] | undefined;

  const recent = (): readonly Call[] => {
    over ??= stored(RECENT).filter((call) => call.phase === 'ended');
    return over;
  };
  const viewOf = (call: Call): CallView => {
    const entries = owed.get(call.id) ?? outbox.entriesOf(call.id);
    owed.set(call.id, entries);
    return callView(call, entries);
  };

  return {
    active: (callId) => up.get(callId),
    allActive: () => [...up.values()],
    knows: (callId) => up.has(callId) || recent().some((call) => call.id === callId),
    withOutreachCallId(outreachCallId) {
      const wanted = outreachCallId.toLowerCase();
      return [...up.values(), ...recent()].find((call) => call.outreachCallId?.toLowerCase() === wanted);
    },
    withSipCallId: (sipCallId) => [...up.values(), ...recent()].find((call) => call.sipCallId === sipCallId),
    lineFor: (callId) => lineFacts(up.get(callId), [...up.values()]),
    allBut: (callId) => [...up.values()].filter(({ id }) => id !== callId),
    put(call) {
      if (call.phase !== 'ended') {
        up.set(call.id, call);
        return;
      }
      up.delete(call.id);
      const others = recent().filter((other) => other.id !== call.id);
      over = [call, ...others].sort((a, b) => b.startedAt - a.startedAt).slice(0, RECENT);
      const shown = new Set([...over, ...up.values()].map((shownCall) => shownCall.id));
      for (const callId of owed.keys()) if (!shown.has(callId)) owed.delete(callId);
    },
    loggingChanged(callId) {
      owed.delete(callId);
    },
    learned(callId, outreachCallId) {
      const named = (call: Call): Call =>
        call.id === callId && call.direction === 'inbound' ? { ...call, outreachCallId } : call;
      const call = up.get(callId);
      if (call !== undefined) up.set(callId, named(call));
      over = over?.map(named);
    },
    view: () => ({ calls: [...up.values()].map(viewOf), recent: recent().map(viewOf) }),
  };
}
