import { expect, test } from 'vitest';
import { FINAL_STATES } from '../../app/calls/call.ts';
import { DEFAULT_PROSPECTS, type Prospect } from '../../stand-ins/outreach/organisation.ts';
import { type OutreachStandIn, startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { disagreements } from './agreement.ts';
import type { IncomingKind } from './call-kinds.ts';
import { dayCall } from './day-calls.ts';
import { buildHeadless } from './headless/build.ts';
import type { Company, LoggedCall } from './headless/messages.ts';
import { FAR_ENDS, type FarEnd } from './headless/scripted-carrier.ts';
import { openWorld, type World } from './headless/world.ts';
import { incomingDisagreements } from './incoming-agreement.ts';
import { stateTaken, withRevokedToken } from './taken.ts';

const CALLS = 500;
/** Three hours of waiting in a minute. */
const SPEED = 180;

const [somebody] = DEFAULT_PROSPECTS;
const prospects: readonly Prospect[] = Object.entries(FAR_ENDS).map(([number, farEnd], index) => {
  if (somebody === undefined) throw new Error('There is nobody to call.');
  return { ...somebody, id: index + 1, number, extension: farEnd === 'answers' ? '12' : undefined };
});
const whoIs = (farEnd: FarEnd): number => Object.values(FAR_ENDS).indexOf(farEnd) + 1;

/** A fifth of all requests goes wrong, in each of these ways alike; the draws are the same at every run. */
function makeTrouble(outreach: OutreachStandIn): void {
  const share = 0.22 / 8;
  outreach.fault({ share, seed: 1, reset: 'before', path: '/api' });
  outreach.fault({ share, seed: 2, reset: 'after', path: '/api' });
  outreach.fault({ share, seed: 3, retryAfter: 2 });
  outreach.fault({ share, seed: 4, status: 503 });
  outreach.fault({ share, seed: 5, status: 500 });
  outreach.fault({ share, seed: 6, status: 502, afterEffect: true, path: '/api' });
  outreach.fault({ share, seed: 7, delayMs: 30 });
  outreach.fault({ share, seed: 8, answerDelayMs: 30 });
}

/** What happens before the n-th call of the day, beside the faults. */
function incidentAt(n: number): 'kill' | 'sleep' | 'revoke' | 'clock' | undefined {
  const at = (...shares: number[]): boolean => shares.some((share) => n === Math.round(share * CALLS));
  if (at(0.2, 0.5, 0.8)) return 'kill';
  if (at(0.3, 0.7)) return 'sleep';
  if (at(0.15, 0.45, 0.75)) return 'revoke';
  return at(0.1, 0.4, 0.6, 0.9) ? 'clock' : undefined;
}

const JUMPS = [7_200_000, -7_200_000, 90_000, -30_000];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test(`a day of ${CALLS} calls among faults, sleeps, kills and clock jumps: both logs agree call by call`, async () => {
  const began = Date.now();
  const program = await buildHeadless();
  // Outreach lives as fast as the process does, but for the network between them, which stays as slow as it is.
  const outreach = await startOutreach({
    prospects,
    switches: { initiatedWindowMs: 5_000 * SPEED, accessLifeMs: 20 * 60_000, ratePerHour: 100_000 },
  });
  const follow = setInterval(() => outreach.setClockOffset((Date.now() - began) * (SPEED - 1)), 10);
  const world = await openWorld(program.file, outreach, { speed: SPEED, pace: 600 });
  const seen = { kill: 0, sleep: 0, revoke: 0, clock: 0 };
  const revokedAt: number[] = [];
  makeTrouble(outreach);
  const clicked: string[] = [];
  const callers = new Map<string, IncomingKind>();
  world.current();
  for (let n = 0; n < CALLS; n += 1) {
    const incident = incidentAt(n);
    const { story, second, caller, callsInstead = false } = dayCall(n);
    const from = `+1202556${String(n).padStart(4, '0')}`;
    if (caller !== undefined) callers.set(from, caller);
    const click = (prospectId: number): string => {
      const { link, callId } = outreach.click(prospectId);
      clicked.push(callId);
      return link;
    };
    const plain = story === undefined && caller === undefined && second !== 'for help';
    const link = callsInstead ? from : click(plain ? (n % prospects.length) + 1 : whoIs('answers'));
    const company: Company | undefined =
      second === 'anybody'
        ? { link: click((n % prospects.length) + 1), when: 'at once' }
        : second === 'somebody who answers'
          ? { link: click(whoIs('answers')), when: 'at once' }
          : second === 'for help'
            ? { link: click(whoIs('helps')), when: 'talking' }
            : caller !== undefined
              ? { from, story: caller.story, when: 'talking' }
              : undefined;
    const process = world.current();
    const over = process.next(
      'rest',
      (news) => news.up === 0 && news.latest === link && news.moments.write > 0,
      120_000,
    );
    if (callsInstead && caller !== undefined) process.send({ type: 'ring', from, story: caller.story });
    else process.send({ type: 'open', link, times: 1, story, company });
    if (incident !== undefined) {
      seen[incident] += 1;
      if (incident === 'revoke') revokedAt.push(performance.timeOrigin + performance.now());
      await happen(incident, world, outreach, seen.clock, began);
    }
    await over;
    if (incident === 'kill') world.replace();
  }
  outreach.clearFaults();
  world.current().send({ type: 'wake' });
  const { calls } = await settled(world);
  clearInterval(follow);
  outreach.setClockOffset((Date.now() - began) * SPEED + 5_000 * SPEED);

  const revoked = withRevokedToken(outreach.journal(), revokedAt);
  const taken = new Map<string, string[]>();
  for (const request of outreach.journal()) {
    const state = revoked(request) ? undefined : stateTaken(request);
    const callId = request.path.split('/').at(-1) ?? '';
    if (state !== undefined) taken.set(callId, [...(taken.get(callId) ?? []), state]);
  }
  const wrong: string[] = [];
  let endedByOutreach = 0;
  let neverStored = 0;
  for (const callId of clicked) {
    const ours = calls.find(({ outreachCallId }) => outreachCallId === callId);
    const theirs = outreach.calls().find(({ uid }) => uid === callId);
    if (theirs === undefined) throw new Error('Outreach has lost a call.');
    if (ours === undefined) neverStored += 1;
    if (theirs.history.some(({ by }) => by === 'outreach')) endedByOutreach += 1;
    for (const what of disagreements(theirs, ours, taken.get(callId) ?? []))
      wrong.push(`call ${clicked.indexOf(callId)}: ${what}`);
  }
  for (const [from, kind] of callers) {
    const ours = calls.filter((call) => call.from === from);
    const theirs = outreach.calls().filter((call) => call.from === from);
    const told = theirs.flatMap(({ id }) => taken.get(String(id)) ?? []);
    for (const what of incomingDisagreements(kind, from, theirs, ours, told, false))
      wrong.push(`${kind.name}, ${from.slice(-4)}: ${what}`);
  }
  const faults = outreach.journal().filter(({ fault }) => fault !== undefined).length;
  const requests = outreach.journal().length;
  await world.close();
  await outreach.close();
  await program.remove();
  console.log(
    `a day compressed: ${CALLS} calls, ${clicked.length + callers.size - CALLS} more beside them, ${callers.size} of all incoming, ${requests} requests, ${faults} faults (${Math.round((100 * faults) / requests)} %), ` +
      `${seen.sleep} sleeps, ${seen.kill} kills, ${seen.revoke} revocations, ${seen.clock} clock jumps; ` +
      `${countFinal(calls)} with a final state, ${endedByOutreach} failed by Outreach's own 5 s, ` +
      `${neverStored} links died with the process, ${wrong.length} disagreements; ${Math.round((Date.now() - began) / 1_000)} s`,
  );
  expect(wrong).toEqual([]);
  expect(seen).toEqual({ kill: 3, sleep: 2, revoke: 3, clock: 4 });
  expect(faults / requests).toBeGreaterThan(0.1);
}, 1_500_000);

async function happen(
  incident: NonNullable<ReturnType<typeof incidentAt>>,
  world: World,
  outreach: OutreachStandIn,
  jump: number,
  began: number,
): Promise<void> {
  const process = world.current();
  switch (incident) {
    case 'kill':
      // Somewhere in the call: each of the three falls elsewhere.
      await pause(10 + 15 * (jump % 3));
      process.kill();
      await process.gone();
      return;
    case 'sleep':
      // The processor stops and the wall clock goes on: a minute at this speed.
      process.kill('SIGSTOP');
      await pause(1_000);
      process.kill('SIGCONT');
      return process.send({ type: 'wake' });
    case 'revoke': {
      outreach.revokeTokens();
      const asked = await process.next('rest', ({ status }) => status === 'sign-in-needed', 120_000);
      // The rep connects again.
      if (asked !== 'dead')
        process.send({ type: 'connect', secret: world.newSignIn(began + (Date.now() - began) * SPEED) });
      return;
    }
    case 'clock':
      return process.send({ type: 'clock', offset: JUMPS[jump % JUMPS.length] ?? 0 });
    default:
      incident satisfies never;
  }
}

/** Waits until nothing is owed any more, and asks for Outdial's log. */
async function settled(world: World): Promise<{ calls: readonly LoggedCall[] }> {
  const process = world.current();
  const quiet = process.next('rest', ({ up, owed }) => up === 0 && owed === 0, 120_000);
  process.send({ type: 'rest' });
  await quiet;
  process.send({ type: 'report' });
  const report = await process.next('report');
  if (report === 'dead') throw new Error('Outdial died at the end of the day.');
  return report;
}

function countFinal(calls: readonly LoggedCall[]): number {
  return calls.filter(({ state }) => FINAL_STATES.some((final) => final === state)).length;
}
