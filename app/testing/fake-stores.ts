import type { Call } from '../calls/call.ts';
import { type CallStore, mayOwe } from '../calls/call-store.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';

export interface FakeStores {
  readonly calls: CallStore;
  readonly outbox: OutboxStore;
  /** While set, every step throws it, as a full disk does. */
  breakWith(error: Error | undefined): void;
  /** How many times a call was saved. */
  saves(): number;
}

/** Both halves of the one file, in memory; what is kept is a copy, as on a disk. */
export function createFakeStores(): FakeStores {
  const calls = new Map<string, Call>();
  const alive = new Map<string, number>();
  const entries: OutboxEntry[] = [];
  let broken: Error | undefined;
  let saved = 0;

  const disk = () => {
    if (broken !== undefined) throw broken;
  };
  const settle = (entryId: number, change: Partial<OutboxEntry>) => {
    disk();
    const at = entries.findIndex((entry) => entry.id === entryId);
    const entry = entries[at];
    if (entry !== undefined) entries[at] = { ...entry, ...change };
  };
  const latest = () => [...calls.values()].reverse().sort((a, b) => b.startedAt - a.startedAt);

  return {
    breakWith(error) {
      broken = error;
    },
    saves: () => saved,
    calls: {
      save(call, owed) {
        disk();
        const outreachCallId = call.outreachCallId ?? calls.get(call.id)?.outreachCallId;
        if (owed.length > 0 && !mayOwe(call))
          throw new Error(`Call ${call.id} has no id at Outreach, so it can't owe updates.`);
        const linkId = call.direction === 'outbound' ? outreachCallId : undefined;
        const same = [...calls.values()].find((other) => sameCallId(other, linkId));
        if (same !== undefined && same.id !== call.id)
          throw new Error(`Call ${call.id} has the id of call ${same.id} at Outreach.`);
        saved += 1;
        calls.set(call.id, copyOf({ ...call, outreachCallId }));
        alive.set(call.id, Math.max(alive.get(call.id) ?? 0, call.stateChangedAt));
        const written = owed.map(
          (update, index): OutboxEntry => ({
            id: entries.length + 1 + index,
            callId: call.id,
            outreachCallId,
            update: { ...update },
            status: 'waiting',
            attempts: 0,
            notBefore: 0,
          }),
        );
        entries.push(...written);
        return written;
      },
      findByOutreachCallId(outreachCallId) {
        disk();
        return latest().find((call) => sameCallId(call, outreachCallId));
      },
      findBySipCallId(sipCallId) {
        disk();
        return latest().find((call) => call.sipCallId === sipCallId);
      },
      unfinished() {
        disk();
        return latest()
          .filter((call) => call.phase !== 'ended')
          .reverse();
      },
      recent(limit) {
        disk();
        return latest().slice(0, limit);
      },
      touch(callId, at) {
        disk();
        const before = alive.get(callId);
        if (before !== undefined) alive.set(callId, Math.max(before, at));
      },
      lastAlive(callId) {
        disk();
        return alive.get(callId);
      },
    },
    outbox: {
      waiting() {
        disk();
        return entries.filter((entry) => entry.status === 'waiting');
      },
      entriesOf(callId) {
        disk();
        return entries.filter((entry) => entry.callId === callId);
      },
      created(entryId, callId, outreachCallId) {
        settle(entryId, { status: 'delivered', failure: undefined });
        for (const entry of entries) if (entry.callId === callId) settle(entry.id, { outreachCallId });
        const call = calls.get(callId);
        if (call !== undefined) calls.set(callId, { ...call, outreachCallId });
      },
      delivered: (entryId) => settle(entryId, { status: 'delivered', failure: undefined }),
      giveUp: (entryId, failure) => settle(entryId, { status: 'given-up', failure }),
      postpone: (entryId, attempts, notBefore, failure) => settle(entryId, { attempts, notBefore, failure }),
    },
  };
}

function sameCallId(call: Call, outreachCallId: string | undefined): boolean {
  if (outreachCallId === undefined || call.direction === 'inbound') return false;
  return call.outreachCallId?.toLowerCase() === outreachCallId.toLowerCase();
}

function copyOf(call: Call): Call {
  return JSON.parse(JSON.stringify(call));
}
