import { disagreements } from './agreement.ts';
import type { CallKind, IncomingKind, Trouble } from './call-kinds.ts';
import type { LoggedCall, Order } from './headless/messages.ts';
import type { Trap } from './headless/moments.ts';
import { incomingDisagreements, type OutreachsIncoming } from './incoming-agreement.ts';

/** The Outreach of these tests, as far as a trial needs it. */
export interface OutreachOfTrials {
  click(prospectId: number): { link: string; callId: string };
  calls(): readonly (OutreachsIncoming & { readonly uid: string; readonly from: string })[];
  setClockOffset(ms: number): void;
}

/** One call that has not begun yet, and how to judge what became of it. */
export interface Trial {
  /** What the process names as its latest once it has begun. */
  readonly latest: string;
  order(trap: Trap | undefined): Order;
  /** Both logs compared. @param taken the states Outreach took from Outdial, with repetitions */
  judge(
    calls: readonly LoggedCall[],
    taken: readonly string[],
    killed: boolean,
    trap: Trap | undefined,
  ): { readonly wrong: readonly string[]; readonly stored: boolean };
}

/** One kind of call, and how to begin one. */
export interface TrialKind {
  readonly name: string;
  readonly trouble?: readonly Trouble[] | undefined;
  begin(outreach: OutreachOfTrials): Trial;
}

/** Calls to a prospect, begun by a click in Outreach. */
export function outgoing(kind: CallKind, prospectId: number): TrialKind {
  return {
    ...{ name: kind.name, trouble: kind.trouble },
    begin(outreach) {
      const { link, callId } = outreach.click(prospectId);
      return {
        latest: link,
        order: (trap) => ({ type: 'open', link, times: kind.links ?? 1, trap }),
        judge(calls, taken, killed) {
          const ours = calls.find((call) => call.outreachCallId === callId);
          // A link that died with the process: Outreach fails the call by itself after 5 s, which pass now.
          if (ours === undefined) {
            outreach.setClockOffset(6_000);
            outreach.calls();
            outreach.setClockOffset(0);
          }
          const theirs = outreach.calls().find(({ uid }) => uid === callId);
          if (theirs === undefined) throw new Error('Outreach has no such call.');
          const wrong = [...disagreements(theirs, ours, taken)];
          if (!killed && theirs.state !== kind.final) wrong.push(`${theirs.state} instead of ${kind.final}`);
          return { wrong, stored: ours !== undefined };
        },
      };
    },
  };
}

/** The phone's steps of a recorded call: it comes, answer, answered, hang up, and then the recording. */
const SAID_AT = 5;

function isAfter(trap: Trap | undefined, step: number): boolean {
  if (trap?.kind !== 'phone') return false;
  return trap.nth > step || (trap.nth === step && trap.when === 'after');
}

let callers = 0;

/** Calls that come in, each from a number that never called before. */
export function incoming(kind: IncomingKind): TrialKind {
  return {
    ...{ name: kind.name, trouble: kind.trouble },
    begin(outreach) {
      callers += 1;
      const from = `+1202556${String(callers).padStart(4, '0')}`;
      return {
        latest: from,
        order: (trap) => ({ type: 'ring', from, story: kind.story, trap }),
        judge(calls, taken, killed, trap) {
          const ours = calls.filter((call) => call.from === from);
          const said = kind.story === 'recorded' && (!killed || isAfter(trap, SAID_AT));
          const theirs = outreach.calls().filter((call) => call.from === from);
          const wrong = [...incomingDisagreements(kind, from, theirs, ours, taken, said)];
          if (!killed && theirs[0]?.state !== kind.final)
            wrong.push(`${theirs[0]?.state}, not ${kind.final}`);
          return { wrong, stored: ours.length > 0 };
        },
      };
    },
  };
}
