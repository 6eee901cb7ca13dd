import { expect, test } from 'vitest';
import { DEFAULT_PROSPECTS } from '../../stand-ins/outreach/organisation.ts';
import { startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { disagreements } from './agreement.ts';
import { buildHeadless } from './headless/build.ts';
import { openWorld } from './headless/world.ts';
import { leaveWaiting, OWED_STATES } from './leave-waiting.ts';
import { stateTaken } from './taken.ts';

const FULL = process.env.OUTDIAL_PROOFS === 'full';
const CALLS = FULL ? 2_500 : 500;
/** An hour's wait that Outreach names passes in four seconds; nothing else here waits. */
const SPEED = 1_000;
/** A window does not feel stuck below this, in milliseconds. */
const RESPONSIVE = 250;

test(`${CALLS * OWED_STATES.length} updates that waited for Outreach leave in order, within its rate limit, beside a responsive window`, async () => {
  const program = await buildHeadless();
  const outreach = await startOutreach({
    switches: { initiatedWindowMs: 10 ** 9, accessLifeMs: 10 ** 9, ratePerHour: CALLS * OWED_STATES.length },
  });
  const world = await openWorld(program.file, outreach, { speed: SPEED, pace: 10 });
  const [prospect] = DEFAULT_PROSPECTS;
  const clicked = Array.from({ length: CALLS }, () => outreach.click(prospect?.id ?? 0).callId);
  await outreach.stop();
  leaveWaiting(world.profile, clicked);

  const began = Date.now();
  let refused = 0;
  let answered = 0;
  outreach.onRequest(({ phase, status }) => {
    if (phase !== 'after-effect') return;
    if (status === 429) refused += 1;
    else answered += 1;
    // The hour that Outreach named passes, two seconds before Outdial asks again: this process may stand still.
    if (status === 429 && refused === 1) setTimeout(() => outreach.setClockOffset(3_600_000), 1_500);
  });
  const outdial = world.replace();
  await outdial.next('rest', ({ owed }) => owed === CALLS * OWED_STATES.length);
  outdial.send({ type: 'report' });
  const before = await outdial.next('report');
  await outreach.start();
  outdial.send({ type: 'wake' });
  await outdial.next('rest', ({ owed }) => owed <= (CALLS * OWED_STATES.length) / 2, 120_000);
  outdial.send({ type: 'report' });
  const halfway = await outdial.next('report');
  await outdial.next('rest', ({ owed }) => owed === 0, 240_000);
  outdial.send({ type: 'report' });
  const after = await outdial.next('report');
  if (before === 'dead' || halfway === 'dead' || after === 'dead') throw new Error('Outdial died.');
  const took = Date.now() - began;

  const taken = new Map<string, string[]>();
  for (const request of outreach.journal()) {
    const state = stateTaken(request);
    const callId = request.path.split('/').at(-1) ?? '';
    if (state !== undefined) taken.set(callId, [...(taken.get(callId) ?? []), state]);
  }
  const theirs = new Map(outreach.calls().map((call) => [call.uid, call]));
  const wrong = after.calls.flatMap((ours) => {
    const call = theirs.get(ours.outreachCallId);
    return call === undefined ? ['unknown'] : disagreements(call, ours, taken.get(call.uid) ?? []);
  });
  const longest = Math.max(halfway.stall.longest, after.stall.longest);
  const mega = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
  await world.close();
  await outreach.close();
  await program.remove();
  console.log(
    `${CALLS * OWED_STATES.length} waiting updates: ${answered} requests in ${(took / 1_000).toFixed(1)} s, ${refused} of them too many (429), ` +
      `event loop held up ${longest.toFixed(0)} ms at most (99 %: ${after.stall.p99.toFixed(1)} ms), ` +
      `heap ${mega(before.heap)} / ${mega(halfway.heap)} / ${mega(after.heap)} MB before, halfway and after, ${wrong.length} disagreements`,
  );
  expect(wrong).toEqual([]);
  expect(after.calls).toHaveLength(CALLS);
  // The four that were on their way when the limit came, and the probes after the wait.
  expect(refused).toBeLessThanOrEqual(8);
  expect(refused).toBeGreaterThan(0);
  expect(Math.max(halfway.stall.p99, after.stall.p99)).toBeLessThan(RESPONSIVE);
  expect(after.heap).toBeLessThan(halfway.heap * 1.2);
}, 400_000);
