import type { CallUpdate, OutboxEntry } from '../../../app/outbox/entry.ts';
import type { OutboxStore } from '../../../app/outbox/outbox-store.ts';
import type { Owner } from '../../../app/outbox/owner.ts';

export interface OutboxInMemory {
  readonly store: OutboxStore;
  /** Writes what a call owes, as the desk does, and returns the new entries. The call's id is also Outreach's. */
  add(callId: string, updates: readonly CallUpdate[], owner?: Owner): readonly OutboxEntry[];
  all(): readonly OutboxEntry[];
  /** While set, every step throws it, as a full disk does. */
  breakWith(error: Error | undefined): void;
}

/** The outbox half of the store without calls, for tests which need nothing of them. */
export function createOutboxInMemory(): OutboxInMemory {
  const entries = new Map<number, OutboxEntry>();
  /** Calls that Outreach makes, with its ids once it has. */
  const inbound = new Map<string, string | undefined>();
  let broken: Error | undefined;
  const change = (id: number, with_: Partial<OutboxEntry>) => {
    if (broken !== undefined) throw broken;
    const entry = entries.get(id);
    if (entry === undefined) throw new Error(`There is no entry ${id}.`);
    entries.set(id, { ...entry, ...with_ });
  };
  return {
    add: (callId, updates, owner) => {
      if (updates[0]?.kind === 'create') inbound.set(callId, undefined);
      return updates.map((update) => {
        const entry: OutboxEntry = {
          id: entries.size + 1,
          callId,
          outreachCallId: inbound.has(callId) ? inbound.get(callId) : callId,
          ...(owner !== undefined && { owner }),
          update,
          status: 'waiting',
          attempts: 0,
          notBefore: 0,
        };
        entries.set(entry.id, entry);
        return entry;
      });
    },
    all: () => [...entries.values()],
    breakWith(error) {
      broken = error;
    },
    store: {
      waiting() {
        if (broken !== undefined) throw broken;
        return [...entries.values()].filter(({ status }) => status === 'waiting');
      },
      entriesOf: (callId) => [...entries.values()].filter((entry) => entry.callId === callId),
      delivered: (id) => change(id, { status: 'delivered', failure: undefined }),
      created(id, callId, outreachCallId) {
        change(id, { status: 'delivered', failure: undefined });
        inbound.set(callId, outreachCallId);
        for (const entry of entries.values())
          if (entry.callId === callId) change(entry.id, { outreachCallId });
      },
      giveUp: (id, failure) => change(id, { status: 'given-up', failure }),
      postpone: (id, attempts, notBefore, failure) => change(id, { attempts, notBefore, failure }),
    },
  };
}
