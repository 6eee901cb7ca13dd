import { expect, test } from 'vitest';
import { DEFAULT_PROSPECTS, type Prospect } from '../../stand-ins/outreach/organisation.ts';
import { type OutreachStandIn, startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { CALL_KINDS, INCOMING_KINDS } from './call-kinds.ts';
import { buildHeadless } from './headless/build.ts';
import type { Trap } from './headless/moments.ts';
import { FAR_ENDS, type FarEnd } from './headless/scripted-carrier.ts';
import { openWorld, type World } from './headless/world.ts';
import { stateTaken } from './taken.ts';
import { INITIATED_WINDOW, incoming, outgoing, type TrialKind } from './trial.ts';

const PHASES = ['before-effect', 'after-effect', 'after-answer'] as const;
/** The n-th request of the call as Outreach sees it, or a moment in the process itself. */
type Point = { readonly request: number; readonly phase: (typeof PHASES)[number] } | Trap;

const SPEED = 20;
const EVERY_POINT = process.env.OUTDIAL_PROOFS === 'full';
/** After how many points it says how far it is. No limit of its own: its suite is ended after five minutes without a sign of life. */
const TELL_EVERY = 25;
/** More calls than one trial makes, even twice. Reading all of them after each point, thousands in the end, took longer than the calls. */
const LATEST = 20;
/** How many processes are killed beside each other. */
const BESIDE = 2;

const [somebody] = DEFAULT_PROSPECTS;
const SECOND_PROSPECTS = 100;
function prospect(id: number, farEnd: FarEnd, extension?: string): Prospect {
  const number = Object.entries(FAR_ENDS).find(([, what]) => what === farEnd)?.[0];
  if (somebody === undefined || number === undefined) throw new Error(`Nobody ${farEnd}.`);
  return { ...somebody, id, number, extension };
}
/** One prospect for each kind of call, and one for each second call. */
const prospects: readonly Prospect[] = CALL_KINDS.flatMap(({ farEnd, extension, company }, index) => [
  prospect(index + 1, farEnd, extension),
  ...(company === undefined ? [] : [prospect(index + 1 + SECOND_PROSPECTS, company.farEnd)]),
]);

const KINDS: readonly TrialKind[] = [
  ...CALL_KINDS.map((kind, index) => outgoing(kind, index + 1, index + 1 + SECOND_PROSPECTS)),
  ...INCOMING_KINDS.map(incoming),
];

/** Makes one call of a kind, kills the process at the point, lets the next one clean up, and compares both logs. */
async function callAndKill(
  { world, outreach }: { world: World; outreach: OutreachStandIn },
  kind: TrialKind,
  point: Point | undefined,
) {
  const taken: { readonly id: string; readonly state: string }[] = [];
  let requests = 0;
  let dead = false;
  let whole = false;
  const process = world.current();
  const diedByItself = `Outdial died by itself in "${kind.name}".`;
  const trial = kind.begin(outreach);
  for (const rule of kind.trouble ?? []) outreach.fault(rule);
  const unlisten = outreach.onRequest(async (event) => {
    const state = event.phase === 'after-effect' ? stateTaken(event) : undefined;
    if (state !== undefined) taken.push({ id: event.path.split('/').at(-1) ?? '', state });
    if (dead || whole) return;
    if (event.phase === 'before-effect') requests += 1;
    if (point === undefined || !('request' in point)) return;
    if (event.phase !== point.phase || requests !== point.request) return;
    dead = true;
    process.kill();
    await process.gone();
    // The very request that is being looked at is lost with the process.
    if (event.phase === 'before-effect') {
      outreach.clearFaults();
      outreach.fault({ reset: 'before', times: 1 });
    }
  });
  const trap = point !== undefined && 'kind' in point ? point : undefined;
  process.send(trial.order(trap));
  const outcome = await process.next(
    'rest',
    (news) => news.up === 0 && news.owed === 0 && news.latest === trial.latest && news.moments.write > 0,
  );
  whole = true;
  // The last request's answer and the call's end can cross.
  let killed = outcome === 'dead' || dead;
  const startAgain = async (): Promise<void> => {
    if ((await process.gone()) !== 'killed') throw new Error(diedByItself);
    outreach.clearFaults();
    await world.replace().next('rest', ({ up, owed }) => up === 0 && owed === 0);
  };
  const ask = () => {
    world.current().send({ type: 'report', latest: LATEST });
    return world.current().next('report');
  };
  if (killed) await startAgain();
  let report = await ask();
  // The trap may snap at what is still written once the call is at rest.
  if (report === 'dead' && !killed) {
    killed = true;
    await startAgain();
    report = await ask();
  }
  unlisten();
  if (report === 'dead') throw new Error(diedByItself);
  const takenOf = (...ids: readonly string[]): string[] =>
    taken.flatMap(({ id, state }) => (ids.includes(id) ? [state] : []));
  const moments = outcome === 'dead' ? { write: 0, phone: 0 } : outcome.moments;
  return { killed, requests, moments, ...trial.judge(report.calls, takenOf, killed, trap) };
}

/** Every point of a kind of call: each write and each step of the phone before and after, each request in three phases. */
function pointsOf(seen: { requests: number; moments: { write: number; phone: number } }): Point[] {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  const inside = (kind: Trap['kind']): Point[] =>
    upTo(seen.moments[kind]).flatMap((nth) => [
      { kind, nth, when: 'before' as const },
      { kind, nth, when: 'after' as const },
    ]);
  const requests = upTo(seen.requests).flatMap((request) => PHASES.map((phase) => ({ request, phase })));
  return [...inside('write'), ...inside('phone'), ...requests];
}

test('killed at any write, request or phone event of any kind of call: no update lost, none doubled', async () => {
  const began = Date.now();
  const program = await buildHeadless();
  const worlds = await Promise.all(
    Array.from({ length: BESIDE }, async () => {
      const outreach = await startOutreach({
        prospects,
        switches: {
          initiatedWindowMs: INITIATED_WINDOW,
          // The sign-in outlasts the test: a refresh token that dies with a process ends in "Connect again", by design.
          accessLifeMs: 10 ** 9,
          // All points make more requests than Outreach takes in an hour: from then on Outdial would wait for the next one.
          ratePerHour: 10 ** 9,
        },
      });
      return { outreach, world: await openWorld(program.file, outreach, { speed: SPEED, pace: 60 }) };
    }),
  );
  const [first] = worlds;
  if (first === undefined) throw new Error('There is no world.');
  const jobs: { kind: TrialKind; point: Point }[] = [];
  for (const kind of KINDS) {
    const whole = await callAndKill(first, kind, undefined);
    expect(whole.wrong, kind.name).toEqual([]);
    jobs.push(...pointsOf(whole).map((point) => ({ kind, point })));
  }
  const chosen = EVERY_POINT ? jobs : jobs.filter((_, index) => index % Math.floor(jobs.length / 215) === 0);
  const queue = [...chosen];
  const wrong: string[] = [];
  let killed = 0;
  let neverStored = 0;
  await Promise.all(
    worlds.map(async (world) => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        const result = await callAndKill(world, job.kind, job.point).catch((cause) => {
          throw new Error(`${job.kind.name}, ${JSON.stringify(job.point)}: ${cause}`, { cause });
        });
        if (result.killed) killed += 1;
        const left = queue.length;
        if (left > 0 && left % TELL_EVERY === 0) console.log(`… ${left} of ${chosen.length} points are left`);
        if (!result.stored) neverStored += 1;
        for (const what of result.wrong)
          wrong.push(`${job.kind.name}, ${JSON.stringify(job.point)}: ${what}`);
      }
    }),
  );
  for (const { world, outreach } of worlds) {
    await world.close();
    await outreach.close();
  }
  await program.remove();
  console.log(
    `crash test: ${jobs.length} points in ${KINDS.length} kinds of call, ${chosen.length} taken, ${killed} killed ` +
      `(${neverStored} before the call was stored), ${wrong.length} lost or doubled, ${Math.round((Date.now() - began) / 1_000)} s`,
  );
  expect(wrong).toEqual([]);
  expect(killed).toBeGreaterThanOrEqual(200);
}, 0);
