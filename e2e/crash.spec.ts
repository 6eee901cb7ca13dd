import { atDatabaseWrite, atPhoneEvent, atUpdate, type KillPoint } from './fixtures/kill-points.ts';
import type { Running } from './fixtures/launcher.ts';
import { callOf, updatesSent } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const LEGAL = ['initiated', 'ringing', 'in progress'];

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
    await expectRightEnd(rig, callId.id, point.name);
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
  const dead = outdial.gone().then(() => 'dead' as const);
  const legs = rig.pbx.legs().length;
  const dialer = dialerScreen(outdial.window);
  const opener = rig.startWith(link.replace(/ext=\d+/, 'ext=12'));
  const whole = (async () => {
    await expect.poll(() => rig.pbx.legs()[legs]?.digits, { timeout: 15_000 }).toBe('12');
    await dialer.hangUp.click();
    await expect.poll(() => callOf(rig.outreach, callId).state, { timeout: 15_000 }).toBe('completed');
    await expect(dialer.lastCall).toContainText(/logged in outreach/i);
    await expect
      .poll(() => rig.pbx.journal().filter(({ event }) => event === 'ended'))
      .toHaveLength(legs + 1);
    return 'whole' as const;
  })();
  whole.catch(() => undefined); // once the application is dead, the rest of the call fails by nature
  const outcome = await Promise.race([dead, whole]);
  disarm();
  // Were it still on its way, it would find nobody and become the next Outdial itself.
  opener.kill('SIGKILL');
  return { id: callId, killed: outcome === 'dead' };
}

async function expectRightEnd(rig: Rig, callId: string, at: string): Promise<void> {
  const call = () => callOf(rig.outreach, callId);
  await expect
    .poll(() => call().state, { timeout: 20_000, message: `final state after a kill at ${at}` })
    .toMatch(/^(completed|failed)$/);
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

test.describe('killed at any moment of a call, Outreach ends with the right state, each once, in order', () => {
  test.setTimeout(300_000);

  test('at each update of Outreach, before and after its effect and after the answer', async ({ rig }) => {
    const points = [1, 2, 3, 4].flatMap((n) =>
      (['before-effect', 'after-effect', 'after-answer'] as const).map((phase) => atUpdate(n, phase)),
    );
    expect(await killAtEach(rig, points)).toBe(points.length);
  });

  test('at each message to and from the phone system, and each digit', async ({ rig }) => {
    const points = Array.from({ length: 12 }, (_, index) => atPhoneEvent(index + 1));
    expect(await killAtEach(rig, points)).toBe(points.length);
  });

  test('before and after each write of the database', async ({ rig }) => {
    const points = Array.from({ length: 12 }, (_, index) => index + 1).flatMap((n) => [
      atDatabaseWrite(n, 'before'),
      atDatabaseWrite(n, 'after'),
    ]);
    expect(await killAtEach(rig, points)).toBe(points.length);
  });
});
