import type { Clock } from '../../app/clock.ts';
import { CREATION_IN_DOUBT } from '../../app/outbox/creation.ts';
import type { Deliveries, DeliveryReport } from '../../app/outbox/deliveries.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';
import { type NextStep, TOO_LATE } from '../../app/outbox/next-step.ts';
import type { OutboxStore } from '../../app/outbox/outbox-store.ts';
import { type Connected, heldBack } from '../../app/outbox/owner.ts';
import { namedPause, pauseAfter } from '../../app/outbox/pauses.ts';
import { isFinal, pastTheHour, type Settlement, settle } from '../../app/outbox/settle.ts';
import { LONGEST_RETRY_AFTER } from '../../app/outreach/http-answer.ts';
import type { OutreachCalls } from '../../app/outreach/outreach.ts';
import type { Failure } from '../../app/result.ts';
import { createAttempt } from './attempt.ts';
import { createGate } from './gate.ts';
import { isReady, type Lane } from './lane.ts';
import { createLanes } from './lanes.ts';
import { createNotes } from './outbox-notes.ts';

export interface OutboxRunner extends Deliveries {
  /** Takes up what an earlier run left waiting. `send` does it too, where it comes first. */
  start(): void;
  /** Online again, signed in, awake: everything is tried now, except in a wait which Outreach named, or may need to make a call. */
  wake(): void;
  /** How many updates are owed. */
  waiting(): number;
  /** Starts nothing new, and resolves when what is on its way has ended. Entries left over wait for the next start. */
  close(): Promise<void>;
}

export interface OutboxPorts {
  readonly store: OutboxStore;
  readonly outreach: OutreachCalls;
  /** Whose updates may leave; without one, everybody's. */
  readonly signIn?: WhoIsConnected | undefined;
  readonly clock: Clock;
  /** From 0 (included) to 1. */
  readonly random: () => number;
  readonly log: (line: string) => void;
}

export interface WhoIsConnected {
  connected(): Connected;
  /** Resolves when `connected` can be trusted; nothing leaves before. */
  readonly loaded: Promise<void>;
}

/**
 * Delivers what calls owe Outreach: each call's updates strictly in order, calls beside each other, at once when
 * possible and otherwise until they arrive or can't. An update whose fate is unknown (no answer, or the program ended
 * in between) is never sent blindly again: the call's state is read first, so each state arrives once.
 */
export function createOutboxRunner(ports: OutboxPorts): OutboxRunner {
  const { store, outreach, clock, random, log, signIn } = ports;
  const attempt = createAttempt({ outreach, clock, log });
  const running = new Map<Lane, Promise<void>>();
  const notes = createNotes({ store, log });
  const connected = (): Connected => signIn?.connected();
  const lanes = createLanes(connected, (entry, failure) =>
    notes.reportPostponed(entry, { cause: 'signed-out', failure }),
  );
  let started = false;
  let closed = false;
  let pumping = false;
  let loaded = signIn === undefined;
  void signIn?.loaded.then(() => {
    loaded = true;
    for (const lane of lanes.all()) if (!lane.busy) lanes.enqueue(lane);
    pumpSoon();
  });

  const gate = createGate({ clock, random, opened: pumpSoon });

  function pumpSoon(): void {
    if (pumping) return;
    pumping = true;
    queueMicrotask(() => {
      pumping = false;
      pump();
    });
  }

  function pump(): void {
    while (loaded && !closed) {
      const next = lanes.next(running.keys());
      if (next === undefined || !gate.enter(next.fresh)) return;
      lanes.take(next);
      next.busy = true;
      running.set(
        next,
        run(next).finally(() => {
          running.delete(next);
          next.busy = false;
          lanes.enqueue(next);
          pumpSoon();
        }),
      );
    }
  }

  async function run(lane: Lane): Promise<void> {
    for (;;) {
      const [entry] = lane.waiting;
      if (closed || entry === undefined) return;
      const round = gate.round();
      if (lanes.holdBack(lane)) return;
      // A call that is over takes no state any more, but a URL that goes with its end.
      if (lane.over !== undefined && (lane.over.step === 'give-up' || entry.update.kind === 'state')) {
        take(lane, entry, lane.over, round);
        continue;
      }
      const step = await attempt(lane, entry);
      const sharedTrouble = (step.step === 'wait' || step.step === 'hold') && step.everyone;
      if (!sharedTrouble) gate.passed(round);
      if (!take(lane, entry, step, round)) return;
      // Somebody else has met a wait that holds for this call too.
      if (gate.round() !== round && !gate.enter(lane.fresh)) return;
    }
  }

  /** Does what the step says; true where the lane goes on at once. */
  function take(lane: Lane, entry: OutboxEntry, step: NextStep, round: number): boolean {
    switch (step.step) {
      case 'delivered':
        settled(lane, { entry, outcome: 'delivered' });
        return true;
      case 'created':
        lanes.made(lane, step.outreachCallId);
        lane.checkFirst = false;
        lane.waiting.shift();
        notes.created(entry, step.outreachCallId);
        for (const settlement of settle(lane.waiting, step.state)) settled(lane, settlement);
        return true;
      case 'send':
      case 'settle':
        lane.checkFirst = false;
        lane.checked = true;
        if (step.step === 'settle') {
          const { state } = step;
          const all = [...notes.entriesOf(lane.callId), ...lane.waiting];
          for (const settlement of settle(lane.waiting, state, all, step.urls)) settled(lane, settlement);
          if (state !== undefined && isFinal(state)) lane.over = step;
        }
        if (lane.refusal !== undefined && lane.waiting[0] === entry) giveUp(lane, entry, lane.refusal);
        lane.refusal = undefined;
        return true;
      case 'check':
        lane.checkFirst = true;
        lane.refusal = step.refusal;
        if (step.refusal === undefined) postpone(lane, entry, 0);
        return true;
      case 'give-up':
        for (const each of step.wholeCall ? [...lane.waiting] : [entry]) giveUp(lane, each, step.failure);
        if (step.wholeCall) lane.over = step;
        lane.refusal = undefined;
        lane.checkFirst = false;
        return true;
      case 'wait': {
        lane.checkFirst ||= step.checkFirst;
        let pause = 0;
        if (closed) pause = 0;
        else if (step.everyone) pause = gate.close(round, step, step.retryAfter);
        else {
          pause =
            step.retryAfter === undefined
              ? pauseAfter(entry.attempts + 1, random())
              : namedPause(step.retryAfter, random());
          lane.inDoubt = entry.update.kind === 'create' && step.retryAfter === CREATION_IN_DOUBT;
          lane.endPause = clock.after(pause, () => resume(lane));
        }
        postpone(lane, entry, clock.now() + pause, step);
        return false;
      }
      case 'hold':
        if (!step.everyone) lane.held = true;
        else if (!closed) gate.close(round, step, 'never');
        postpone(lane, entry, 0, step);
        return false;
      default:
        return step satisfies never;
    }
  }

  function settled(lane: Lane, settlement: Settlement): void {
    lane.waiting.splice(lane.waiting.indexOf(settlement.entry), 1);
    notes.settled(settlement);
  }

  function giveUp(lane: Lane, entry: OutboxEntry, failure: Failure): void {
    // The end may have arrived long ago, and this be the recording.
    const all = [...notes.entriesOf(lane.callId), ...lane.waiting];
    const late = failure === lane.refusal && pastTheHour(all, clock.now());
    settled(lane, { entry, outcome: 'given-up', failure: late ? TOO_LATE : failure });
  }

  /** Without a reason: it goes on at once, and there is nothing to report yet. */
  function postpone(lane: Lane, entry: OutboxEntry, notBefore: number, why?: PostponeReason): void {
    lane.fresh = why === undefined && lane.fresh;
    lane.waiting[0] = notes.postponed(entry, notBefore, why);
  }

  function resume(lane: Lane): void {
    lane.endPause = undefined;
    lane.inDoubt = false;
    lanes.enqueue(lane);
    pumpSoon();
  }

  function start(except: ReadonlySet<number>): void {
    if (started || closed) return;
    started = true;
    const left = notes.waiting().filter(({ id }) => !except.has(id));
    for (const lane of lanes.add(left, true)) lanes.enqueue(lane);
    const now = clock.now();
    const named = left.find(({ failure }) => failure?.code === 'rate-limited');
    const wait = (named?.notBefore ?? 0) - now;
    if (named?.failure && wait > 0 && wait <= LONGEST_RETRY_AFTER) {
      gate.close(gate.round(), { cause: 'wait', failure: named.failure }, wait);
    }
    if (left.length > 0) log(`outbox: ${left.length} updates left from an earlier run`);
    pumpSoon();
  }

  return {
    start: () => start(new Set()),
    send(entries) {
      start(new Set(entries.map(({ id }) => id)));
      const named = gate.named();
      for (const lane of lanes.add(entries, false)) {
        lane.fresh = true;
        lanes.enqueue(lane);
        const [first] = lane.waiting;
        if (named !== undefined && first !== undefined && isReady(lane)) notes.reportPostponed(first, named);
      }
      pumpSoon();
    },
    entriesOf: (callId) =>
      notes.entriesOf(callId).map((entry) => {
        const why = entry.status === 'waiting' ? heldBack(entry.owner, connected()) : undefined;
        return why === undefined ? entry : { ...entry, failure: why };
      }),
    subscribe: notes.subscribe,
    wake() {
      for (const lane of lanes.all()) {
        lane.held = false;
        if (lane.inDoubt) continue;
        lane.endPause?.();
        lane.endPause = undefined;
        if (!lane.busy) lanes.enqueue(lane);
      }
      gate.reopen();
      pumpSoon();
    },
    waiting: lanes.waiting,
    async close() {
      closed = true;
      gate.end();
      for (const lane of lanes.all()) lane.endPause?.();
      await Promise.all(running.values());
    },
  };
}

type PostponeReason = { readonly cause: NonNullable<DeliveryReport['cause']>; readonly failure: Failure };
