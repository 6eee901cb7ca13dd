import { CRASH_CALLS, type CrashCall } from './fixtures/crash-calls.ts';
import { INITIATED_WINDOW, type Judgement, judge } from './fixtures/crash-judge.ts';
import { outcomeOf } from './fixtures/crash-outcome.ts';
import {
  atCallRequest,
  atDatabaseMoment,
  countCallRequests,
  databaseMoments,
  type KillPoint,
  watchDatabase,
} from './fixtures/kill-points.ts';
import type { Running } from './fixtures/launcher.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const FULL = process.env.OUTDIAL_PROOFS === 'full';
const PHASES = ['before-effect', 'after-effect', 'after-answer'] as const;
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Each kind's points are shared out among so many tests: all workers have some until the end. */
const PARTS = FULL ? 4 : 1;
/** A line for each so many calls of a worker: a run without any sign of life looks dead. */
const SIGN_OF_LIFE = 10;

let calls = 0;

/** One call of a kind, killed at the point or not at all; returns whether it was, and how many moments it had. */
async function callUntil(rig: Rig, outdial: Running, kind: CrashCall, point: KillPoint | undefined) {
  const { phone } = dialerScreen(outdial.window);
  await expect(phone).toContainText(/ready|practice/i);
  const requests = countCallRequests(rig);
  if (point === undefined) await watchDatabase(outdial, 0);
  const disarm = await point?.arm(rig, outdial, outdial.kill);
  rig.outreach.clearFaults();
  calls += 1;
  if (calls % SIGN_OF_LIFE === 0) console.log(`… ${calls} calls in one worker`);
  const call = kind.begin(rig, outdial, calls);
  const outcome = await outcomeOf(outdial, call.whole);
  disarm?.();
  requests.end();
  call.sweep();
  // Where it is to die it can die a moment after the call was whole: it is asked for nothing more.
  const moments = point === undefined ? await databaseMoments(outdial) : 0;
  return { id: call.id, killed: outcome === 'dead', moments, requests: requests.count() };
}

/** Waits until Outreach's record is as it should be, and returns what is wrong with it in the end. */
async function atRest(
  rig: Rig,
  outdial: Running,
  kind: CrashCall,
  id: string,
  killed: boolean,
): Promise<Judgement> {
  const { phone, openOutbox } = dialerScreen(outdial.window);
  await expect(phone).toContainText(/ready|practice/i);
  const rest = async (): Promise<Judgement> => {
    const waiting = await openOutbox.filter({ hasText: 'waiting' }).count();
    const judgement = judge(rig, kind, id, killed);
    return waiting > 0 ? { ...judgement, lost: [...judgement.lost, 'something still waits'] } : judgement;
  };
  const wrong = async () => {
    const { lost, doubled } = await rest();
    return lost.length + doubled.length;
  };
  await expect
    .poll(wrong)
    .toBe(0)
    .catch(() => undefined); // told by the judgement below
  return rest();
}

const tests = CRASH_CALLS.filter(({ always = false }) => FULL || always).flatMap((kind) =>
  upTo(PARTS).map((part) => ({ kind, part, name: FULL ? `${kind.name} (${part} of ${PARTS})` : kind.name })),
);

for (const { kind, part, name } of tests) {
  test(`${name}: killed at each write and each request, nothing is lost or doubled`, async ({ rig }) => {
    // Its suite is ended after five minutes without a sign of life.
    if (FULL) test.setTimeout(0);
    rig.outreach.setSwitch('initiatedWindowMs', INITIATED_WINDOW);
    let outdial = await rig.launch();
    const whole = await callUntil(rig, outdial, kind, undefined);
    const seen = await atRest(rig, outdial, kind, whole.id, false);
    expect([...seen.lost, ...seen.doubled]).toEqual([]);
    // By its own number, so that no point falls between two tests whose calls had a moment more or less.
    const mine = (nth: number): boolean => nth % PARTS === part % PARTS;
    const points = [
      ...upTo(whole.moments).filter(mine).map(atDatabaseMoment),
      ...upTo(whole.requests)
        .filter(mine)
        .flatMap((nth) => PHASES.map((phase) => atCallRequest(nth, phase))),
    ];
    const chosen = FULL ? points : points.filter((_, index) => index === Math.floor(points.length / 2));
    let killed = 0;
    const lost: string[] = [];
    const doubled: string[] = [];
    // The application that was watched goes; each further one is killed at its own point.
    await outdial.close();
    outdial = await rig.launch({ signedIn: false });
    for (const point of chosen) {
      const result = await callUntil(rig, outdial, kind, point);
      if (result.killed) killed += 1;
      else await outdial.close();
      outdial = await rig.launch({ signedIn: false });
      const wrong = await atRest(rig, outdial, kind, result.id, result.killed);
      lost.push(...wrong.lost.map((what) => `${point.name}: ${what}`));
      doubled.push(...wrong.doubled.map((what) => `${point.name}: ${what}`));
    }
    console.log(
      `crash test of the application, ${name}: ${whole.moments} moments of the database, ${whole.requests} requests; ` +
        `${points.length} points, ${chosen.length} taken, ${killed} killed, ${lost.length} lost, ${doubled.length} doubled`,
    );
    expect([...lost, ...doubled]).toEqual([]);
    expect(killed).toBeGreaterThanOrEqual(Math.floor(chosen.length * 0.9));
  });
}
