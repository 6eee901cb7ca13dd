import type { CallView } from '../ipc/contract.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { Call } from './call.ts';
import { endedBecause } from './ended-because.ts';

type Logging = Pick<CallView, 'logging' | 'loggingMessage'>;

/** What Outreach knows of a call, from what it owes: the worst entry speaks for all. */
export function loggingOf(entries: readonly OutboxEntry[]): Logging {
  const refused = entries.find((entry) => entry.status === 'given-up');
  if (refused !== undefined) return { logging: 'refused', loggingMessage: refused.failure?.message };
  const waiting = entries.find((entry) => entry.status === 'waiting');
  if (waiting !== undefined) return { logging: 'waiting', loggingMessage: waiting.failure?.message };
  return { logging: entries.length === 0 ? 'none' : 'logged' };
}

/** A call as the windows see it: without Outreach's id, and with its end in words. */
export function callView(call: Call, logging: Logging): CallView {
  return {
    id: call.id,
    direction: call.direction,
    origin: call.origin,
    number: call.number,
    extension: call.extension,
    phase: call.phase,
    question: call.question,
    state: call.state,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    endedBecause: endedBecause(call),
    earlyMedia: call.earlyMedia,
    muted: call.muted,
    held: call.held,
    extensionProgress: call.extensionProgress,
    ...logging,
  };
}
