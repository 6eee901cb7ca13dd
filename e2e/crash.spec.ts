import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { storedOrGivenUp } from './fixtures/crash-judge.ts';
import { outcomeOf } from './fixtures/crash-outcome.ts';
import {
  atCreation,
  atDatabaseMoment,
  atPhoneEvent,
  atUpdate,
  type KillPoint,
} from './fixtures/kill-points.ts';
import type { Running } from './fixtures/launcher.ts';
import { callOf, updatesSent } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const LEGAL = ['initiated', 'ringing', 'in progress'];
const PHASES = ['before-effect', 'after-effect', 'after-answer'] as const;
const fromTo = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/**
 * SIGKILL at each of the points in turn. After the restart Outreach must end with the right final state, each
 * state once and in order. The restarted application is the one that is killed at the next point.
 */
async function killAtEach(rig: Rig, points: readonly KillPoint[]): Promise<number> {
  let outdial = await rig.launch();
  let killed = 0;
  for (const point of points) {
    const callId = await callUntil(rig, outdial, point);
    if (callId.killed) killed += 1;
    else await outdial.close();
    outdial = await rig.launch({ signedIn: false });
    await expectRightEnd(rig, outdial, callId.id, point.name);
  }
  return killed;
}

/** Makes a call with an extension and hangs up once it is dialled, unless the trap snaps before. */
async function callUntil(
  rig: Rig,
  outdial: Running,
  point: KillPoint,
): Promise<{ id: string; killed: boolean }> {
  const { link, callId } = rig.outreach.click(prospectAt(ECHO, { withExtension: true }));
  const disarm = await point.arm(rig, outdial, outdial.kill);
  const legs = rig.pbx.legs().length;
  const dialer = dialerScreen(outdial.window);
  const opener = rig.startWith(link.replace(/ext=\d+/, 'ext=12'));
  const whole = (async () => {
    await expect.poll(() => rig.pbx.legs()[legs]?.digits).toBe('12');
    await dialer.hangUp.click();
    await expect.poll(() => callOf(rig.outreach, callId).state).toBe('completed');
    await expect(dialer.lastCall).toContainText(/logged in outreach/i);
    await expect
      .poll(() => rig.pbx.journal().filter(({ event }) => event === 'ended'))
      .toHaveLength(legs + 1);
  })();
  const outcome = await outcomeOf(outdial, whole);
  disarm();
  // Were it still on its way, it would find nobody and become the next Outdial itself.
  opener.kill('SIGKILL');
  return { id: callId, killed: outcome === 'dead' };
}

/** Starts Outdial with a link and kills it at the n-th message of its registration. */
async function registersUntil(rig: Rig, link: string, nth: number): Promise<ChildProcess> {
  await rig.keepSignedIn();
  let seen = 0;
  const killed = Promise.withResolvers<ChildProcess>();
  const disarm = rig.pbx.onEvent(async ({ callId, number }) => {
    if (callId === '' || number !== undefined || ++seen !== nth) return;
    starting.kill('SIGKILL');
    if (starting.exitCode === null && starting.signalCode === null) await once(starting, 'exit');
    killed.resolve(starting);
  });
  const starting = rig.startWith(link.replace(/ext=\d+/, 'ext=12'));
  await killed.promise;
  disarm();
  return starting;
}

async function expectRightEnd(rig: Rig, outdial: Running, callId: string, at: string): Promise<void> {
  const call = () => callOf(rig.outreach, callId);
  const dialer = dialerScreen(outdial.window);
  storedOrGivenUp(rig, callId);
  const state = async (): Promise<string | null> => {
    // A link that was handed over while Outdial died is taken up by the next one, which dials it.
    if (await dialer.timer.isVisible()) await dialer.hangUp.click();
    return call().state;
  };
  await expect.poll(state, { message: `final state after a kill at ${at}` }).toMatch(/^(completed|failed)$/);
  const states = call().history.map(({ state }) => state);
  const steps = states.slice(0, -1);
  expect(steps, at).toEqual(LEGAL.slice(0, steps.length));
  expect(states.at(-1), at).toBe(steps.includes('in progress') ? 'completed' : 'failed');
  const sent = updatesSent(rig.outreach, callId);
  const taken = sent.filter((state, index) => sent.indexOf(state) === index);
  expect([...taken], at).toEqual(
    call()
      .history.filter(({ by }) => by === 'app')
      .map(({ state }) => state),
  );
}

/** Somebody calls, the rep answers and hangs up, unless the trap snaps before; returns whether it did. */
async function takeCallUntil(
  rig: Rig,
  outdial: Running,
  from: string,
  point: KillPoint,
): Promise<'dead' | 'whole'> {
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.phone).toContainText(/ready|practice/i);
  const disarm = await point.arm(rig, outdial, outdial.kill);
  const call = rig.pbx.call({ from, says: 'silence' });
  const whole = (async () => {
    await dialer.answer.click();
    await expect(dialer.timer).toBeVisible();
    await dialer.hangUp.click();
    await expect.poll(() => call.state()).toBe('over');
    await expect(dialer.lastCall).toContainText(/logged in outreach/i);
  })();
  const outcome = await outcomeOf(outdial, whole);
  disarm();
  call.hangUp();
  return outcome;
}

/**
 * One record of this caller's call, and the way of a call through its states; whoever was answered has completed. A
 * call that Outdial itself does not know, because it died as it came, has none.
 */
async function expectOneRecord(rig: Rig, outdial: Running, from: string, at: string): Promise<boolean> {
  const { phone, recentRows } = dialerScreen(outdial.window);
  await expect(phone).toContainText(/ready|practice/i);
  const known = await recentRows.filter({ hasText: from.slice(-4) }).count();
  expect(known, at).toBeLessThanOrEqual(1);
  const records = () => rig.outreach.calls().filter((call) => call.from === from);
  await expect
    .poll(() => records().map(({ state }) => state), {
      message: `final state after a kill at ${at}`,
    })
    .toEqual(known === 0 ? [] : [expect.stringMatching(/^(completed|failed)$/)]);
  for (const { id, history } of records()) {
    const states = history.map(({ state }) => state);
    const answered = states.includes('in progress');
    expect(states, at).toEqual([...LEGAL.slice(0, answered ? 3 : 2), answered ? 'completed' : 'failed']);
    const sent = updatesSent(rig.outreach, String(id));
    const once = sent.filter((state, index) => sent.indexOf(state) === index);
    expect(once, at).toEqual(states);
  }
  return known === 1;
}

test.describe('killed at any moment of a call, Outreach ends with the right state, each once, in order', () => {
  // Each test takes some of the points, so that they run side by side.
  for (const updates of [
    [1, 2],
    [3, 4],
  ]) {
    test(`at updates ${updates} of Outreach, before and after their effect and after the answer`, async ({
      rig,
    }) => {
      const points = updates.flatMap((n) => PHASES.map((phase) => atUpdate(n, phase)));
      expect(await killAtEach(rig, points)).toBe(points.length);
    });
  }

  // INVITE, 100, 180, 200, ACK, two digits, BYE. The ninth is the end itself: the call may be whole before the signal arrives.
  for (const [first, last] of [
    [1, 4],
    [5, 8],
  ] as const) {
    test(`at messages to and from the phone system, and digits: ${first} to ${last}`, async ({ rig }) => {
      const points = fromTo(first, last).map(atPhoneEvent);
      expect(await killAtEach(rig, points)).toBe(points.length);
    });
  }

  test('started with a link, at each message of its registration', async ({ rig }) => {
    // REGISTER, 401, REGISTER with the password, 200.
    for (const nth of [1, 2, 3, 4]) {
      const { link, callId } = rig.outreach.click(prospectAt(ECHO, { withExtension: true }));
      const starting = await registersUntil(rig, link, nth);
      const next = await rig.launch({ signedIn: false });
      await expectRightEnd(rig, next, callId, `message ${nth} of a registration`);
      await next.close();
      expect(starting.signalCode).toBe('SIGKILL');
    }
  });

  for (const first of [1, 7, 13, 19]) {
    test(`before and after writes of the database: moments ${first} to ${first + 5}`, async ({ rig }) => {
      const points = fromTo(first, first + 5).map(atDatabaseMoment);
      expect(await killAtEach(rig, points)).toBe(points.length);
    });
  }

  const incoming = [
    ...PHASES.map(atCreation),
    atUpdate(1, 'before-effect'),
    atUpdate(2, 'after-effect'),
    atUpdate(3, 'before-effect'),
  ];
  const answered = [atUpdate(3, 'after-answer'), atUpdate(4, 'after-effect'), ...[2, 4, 5].map(atPhoneEvent)];

  test('in an incoming call that is written down: one record, whenever it dies', async ({ rig }) => {
    expect(await killIncomingAtEach(rig, incoming)).toBe(incoming.length);
  });

  test('in an incoming call, from its first message to its end: one record, whenever it dies', async ({
    rig,
  }) => {
    // Only the first message lies before the call is stored.
    expect(await killIncomingAtEach(rig, answered)).toBeGreaterThanOrEqual(answered.length - 1);
  });
});

/** Each of the points in a call of its own; returns how many of these calls Outdial knew afterwards. */
async function killIncomingAtEach(rig: Rig, points: readonly KillPoint[]): Promise<number> {
  let outdial = await rig.launch();
  let stored = 0;
  for (const [index, point] of points.entries()) {
    const from = `+120255502${10 + index}`;
    expect(await takeCallUntil(rig, outdial, from, point), point.name).toBe('dead');
    outdial = await rig.launch({ signedIn: false });
    if (await expectOneRecord(rig, outdial, from, point.name)) stored += 1;
  }
  return stored;
}
