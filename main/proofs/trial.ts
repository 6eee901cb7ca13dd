import { disagreements } from './agreement.ts';
import type { CallKind, IncomingKind, Trouble } from './call-kinds.ts';
import type { Company, LoggedCall, Order } from './headless/messages.ts';
import type { Trap } from './headless/moments.ts';
import { incomingDisagreements, type OutreachsIncoming } from './incoming-agreement.ts';

/** The Outreach of these tests, as far as a trial needs it. */
export interface OutreachOfTrials {
  click(prospectId: number): { link: string; callId: string };
  calls(): readonly (OutreachsIncoming & {
    readonly id: number;
    readonly uid: string;
    readonly from: string;
  })[];
  setClockOffset(ms: number): void;
}

export type TakenOf = (...ids: readonly string[]) => readonly string[];

/** A call that has not begun yet, perhaps with a second one beside it, and how to judge what became of it. */
export interface Trial {
  /** What the process names as its latest once it has begun. */
  readonly latest: string;
  order(trap: Trap | undefined): Order;
  /** Both logs compared. @param takenOf the states Outreach took from Outdial of one call, by any of its ids, with repetitions */
  judge(
    calls: readonly LoggedCall[],
    takenOf: TakenOf,
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

/** How long Outreach waits for `initiated` in these trials, in milliseconds: longer than a busy machine may stop. */
export const INITIATED_WINDOW = 60_000;

interface Judged {
  readonly wrong: readonly string[];
  readonly stored: boolean;
}

/**
 * Calls to a prospect, begun by a click in Outreach.
 *
 * @param companyId the prospect of the second call, where there is one
 */
export function outgoing(kind: CallKind, prospectId: number, companyId = prospectId): TrialKind {
  const { story, company, caller } = kind;
  return {
    ...{ name: kind.name, trouble: kind.trouble },
    begin(outreach) {
      const { link, callId } = outreach.click(prospectId);
      const second = company === undefined ? undefined : outreach.click(companyId);
      const from = caller === undefined ? undefined : newCaller();
      const beside: Company | undefined =
        company !== undefined && second !== undefined
          ? { link: second.link, when: company.when }
          : caller !== undefined && from !== undefined
            ? { from, story: caller.story, when: 'talking' }
            : undefined;
      return {
        latest: link,
        order: (trap) => ({ type: 'open', link, times: kind.links ?? 1, story, company: beside, trap }),
        judge(calls, takenOf, killed, trap) {
          const first = judgeOutgoing(outreach, calls, callId, takenOf, killed ? undefined : kind.final);
          const wrong = [...first.wrong];
          if (company !== undefined && second !== undefined) {
            const final = killed ? undefined : company.final;
            wrong.push(...judgeOutgoing(outreach, calls, second.callId, takenOf, final).wrong);
          }
          if (caller !== undefined && from !== undefined)
            wrong.push(
              ...judgeIncoming(outreach, calls, { kind: caller, from, killed, trap }, takenOf).wrong,
            );
          return { wrong, stored: first.stored };
        },
      };
    },
  };
}

function judgeOutgoing(
  outreach: OutreachOfTrials,
  calls: readonly LoggedCall[],
  callId: string,
  takenOf: TakenOf,
  final: string | undefined,
): Judged {
  const ours = calls.find((call) => call.outreachCallId === callId);
  // A link that died with the process: Outreach fails the call by itself in time, which passes now.
  if (ours === undefined) {
    outreach.setClockOffset(INITIATED_WINDOW + 1_000);
    outreach.calls();
    outreach.setClockOffset(0);
  }
  const theirs = outreach.calls().find(({ uid }) => uid === callId);
  if (theirs === undefined) throw new Error('Outreach has no such call.');
  const wrong = [...disagreements(theirs, ours, takenOf(callId, String(theirs.id)))];
  if (final !== undefined && theirs.state !== final) wrong.push(`${theirs.state} instead of ${final}`);
  return { wrong, stored: ours !== undefined };
}

/** The phone's steps of a recorded call: it comes, answer, answered, hang up, and then the recording. */
const SAID_AT = 5;

function isAfter(trap: Trap | undefined, step: number): boolean {
  if (trap?.kind !== 'phone') return false;
  return trap.nth > step || (trap.nth === step && trap.when === 'after');
}

let callers = 0;

/** A number that never called before. */
function newCaller(): string {
  callers += 1;
  return `+1202556${String(callers).padStart(4, '0')}`;
}

/** Calls that come in, each from a number that never called before. */
export function incoming(kind: IncomingKind): TrialKind {
  return {
    ...{ name: kind.name, trouble: kind.trouble },
    begin(outreach) {
      const from = newCaller();
      return {
        latest: from,
        order: (trap) => ({ type: 'ring', from, story: kind.story, trap }),
        judge: (calls, takenOf, killed, trap) =>
          judgeIncoming(outreach, calls, { kind, from, killed, trap }, takenOf),
      };
    },
  };
}

function judgeIncoming(
  outreach: OutreachOfTrials,
  calls: readonly LoggedCall[],
  call: { kind: IncomingKind; from: string; killed: boolean; trap: Trap | undefined },
  takenOf: TakenOf,
): Judged {
  const { kind, from, killed, trap } = call;
  const ours = calls.filter((logged) => logged.from === from);
  const said = kind.story === 'recorded' && (!killed || isAfter(trap, SAID_AT));
  const theirs = outreach.calls().filter((record) => record.from === from);
  const taken = takenOf(...theirs.flatMap(({ id, uid }) => [String(id), uid]));
  const wrong = [...incomingDisagreements(kind, from, theirs, ours, taken, said)];
  if (!killed && theirs[0]?.state !== kind.final) wrong.push(`${theirs[0]?.state}, not ${kind.final}`);
  return { wrong, stored: ours.length > 0 };
}
