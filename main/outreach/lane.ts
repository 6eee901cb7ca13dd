import type { CreationDoubt } from '../../app/outbox/creation.ts';
import type { OutboxEntry } from '../../app/outbox/entry.ts';
import type { NextStep } from '../../app/outbox/next-step.ts';
import type { Failure } from '../../app/result.ts';

/** One call's updates on their way, strictly one after the other. */
export interface Lane {
  readonly callId: string;
  /** Of an inbound call it is known once Outreach has made it. */
  outreachCallId: string | undefined;
  /** Still owed, in the order they leave. */
  readonly waiting: OutboxEntry[];
  /** Something new was added that nobody has tried yet: it goes before a backlog. */
  fresh: boolean;
  busy: boolean;
  /** The first entry may have had its effect already: ask for the call's state before sending it. */
  checkFirst: boolean;
  /** Whether the call's creation may have reached Outreach. */
  doubt: CreationDoubt;
  /** The state was asked for in this run; it need not be asked again for its age alone. */
  checked: boolean;
  /** Why Outreach refused the first entry; the state is asked for next. */
  refusal: Failure | undefined;
  /** Somebody else than its owner is connected. */
  heldBack: boolean;
  /** Until the rep has acted, or everything is tried anew. */
  held: boolean;
  /** The pause is for Outreach, which may still be making the call: nobody cuts it short. */
  inDoubt: boolean;
  /** Ends the lane's own pause before its time. */
  endPause: (() => void) | undefined;
  /** Nothing more can arrive; what follows for every later entry. */
  over: Extract<NextStep, { step: 'settle' | 'give-up' }> | undefined;
}

/** @param checkFirst for entries of an earlier run, which may have arrived before it ended */
export function createLane(entry: OutboxEntry, checkFirst: boolean): Lane {
  return {
    callId: entry.callId,
    outreachCallId: entry.outreachCallId,
    waiting: [],
    fresh: false,
    busy: false,
    checkFirst,
    doubt: checkFirst ? 'on-its-way' : 'none',
    checked: false,
    refusal: undefined,
    heldBack: false,
    held: false,
    inDoubt: false,
    endPause: undefined,
    over: undefined,
  };
}

/** Whether the lane would have a try now, were there room and the gate open. */
export function isReady(lane: Lane): boolean {
  return lane.waiting.length > 0 && !lane.busy && !lane.held && !lane.heldBack && lane.endPause === undefined;
}
