import type { Clock } from '../../app/clock.ts';
import { afterCreate, afterFind, NEVER_CREATED } from '../../app/outbox/creation.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';
import { afterCheck, afterUpdate, type NextStep } from '../../app/outbox/next-step.ts';
import { pastTheHour } from '../../app/outbox/settle.ts';
import type { OutreachCalls } from '../../app/outreach/outreach.ts';
import type { Failure } from '../../app/result.ts';
import type { Lane } from './lane.ts';

/** One request for a lane's first entry, and what follows from its answer; never rejects. */
export type Attempt = (lane: Lane, entry: OutboxEntry) => Promise<NextStep>;

/** Sends an entry; where it may have arrived already, or may be too late, it asks for the call first. */
export function createAttempt(ports: {
  readonly outreach: OutreachCalls;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Attempt {
  const { outreach, clock, log } = ports;

  async function create(lane: Lane, creation: Extract<OutboxEntry['update'], { kind: 'create' }>) {
    if (!lane.checkFirst) {
      const made = await outreach.create(creation);
      if (made.outcome === 'refused' && made.duplicate) lane.doubt = 'is-there';
      return afterCreate(made);
    }
    const found = await outreach.find(creation.vendorCallId);
    const step = afterFind(found, lane.doubt);
    if (found.outcome === 'accepted' && lane.doubt === 'on-its-way') lane.doubt = 'none';
    return step;
  }

  async function attempt(lane: Lane, { update, ...entry }: OutboxEntry): Promise<NextStep> {
    const { refusal, outreachCallId } = lane;
    if (update.kind === 'create') return create(lane, update);
    // Its creation was given up in an earlier run.
    if (outreachCallId === undefined) return { step: 'give-up', failure: NEVER_CREATED, wholeCall: true };
    const old = !lane.checked && pastTheHour(lane.waiting, clock.now());
    if (lane.checkFirst || refusal !== undefined || old) {
      return afterCheck(await outreach.state(outreachCallId), refusal);
    }
    return afterUpdate({ ...entry, update }, await outreach.update(outreachCallId, update));
  }

  /** Nothing an answer says makes a port throw; where one does, this call alone is held up, and the log says by what. */
  function broken(error: unknown): NextStep {
    log(`outbox: an update broke: ${error instanceof Error ? error.stack : String(error)}`);
    return { step: 'wait', cause: 'unreachable', failure: BROKEN, everyone: false, checkFirst: true };
  }

  return (lane, entry) => attempt(lane, entry).catch(broken);
}

const BROKEN: Failure = {
  code: 'broken',
  message: 'Outdial could not send this update because of a fault of its own. It is tried again by itself.',
};
