import type { Call } from '../../app/calls/call.ts';
import { type CallStore, mayOwe } from '../../app/calls/call-store.ts';
import type { CallUpdate, OutboxEntry } from '../../app/outbox/entry.ts';

/** The call store, for a desk that must go on when the disk does not. Nothing here throws. */
export interface Recorder {
  /** The entries to send: stored ones, or ones kept in memory where the disk refused them. */
  save(call: Call, owed: readonly CallUpdate[]): readonly OutboxEntry[];
  findByOutreachCallId(outreachCallId: string): Call | undefined;
  findBySipCallId(sipCallId: string): Call | undefined;
  unfinished(): readonly Call[];
  recent(limit: number): readonly Call[];
  touch(callIds: readonly string[], at: number): void;
  lastAlive(callId: string): number | undefined;
}

/** @param failed called with every error of the disk's */
export function createRecorder(store: CallStore, failed: (error: unknown) => void): Recorder {
  let lastId = 0;
  let unstored = 0;

  function attempt<Value>(work: () => Value, otherwise: () => Value): Value {
    try {
      return work();
    } catch (error) {
      failed(error);
      return otherwise();
    }
  }

  /** Ids between two of the disk's, so that a call's entries keep their order when the disk comes back. */
  function entryInMemory({ id: callId, outreachCallId }: Call, update: CallUpdate): OutboxEntry {
    unstored += 1;
    const id = lastId + unstored / 1_024;
    return { id, callId, outreachCallId, update, status: 'waiting', attempts: 0, notBefore: 0 };
  }

  return {
    save(call, owed) {
      return attempt(
        () => {
          const entries = store.save(call, owed);
          const last = entries.at(-1);
          if (last !== undefined) {
            lastId = last.id;
            unstored = 0;
          }
          return entries;
        },
        () => (mayOwe(call) ? owed.map((update) => entryInMemory(call, update)) : []),
      );
    },
    findByOutreachCallId: (outreachCallId) =>
      attempt(
        () => store.findByOutreachCallId(outreachCallId),
        () => undefined,
      ),
    findBySipCallId: (sipCallId) =>
      attempt(
        () => store.findBySipCallId(sipCallId),
        () => undefined,
      ),
    unfinished: () =>
      attempt<readonly Call[]>(
        () => store.unfinished(),
        () => [],
      ),
    recent: (limit) =>
      attempt<readonly Call[]>(
        () => store.recent(limit),
        () => [],
      ),
    touch(callIds, at) {
      attempt(
        () => {
          for (const callId of callIds) store.touch(callId, at);
        },
        () => undefined,
      );
    },
    lastAlive: (callId) =>
      attempt(
        () => store.lastAlive(callId),
        () => undefined,
      ),
  };
}
