import type { OutreachStandIn } from '../stand-ins/outreach/start-outreach.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { feltSoFar, memoryOf, watchMain, watchWindow } from './fixtures/responsiveness.ts';
import { expect, test } from './fixtures/rig.ts';
import { fillProfile } from './fixtures/waiting-profile.ts';
import { dialerScreen } from './screens/dialer.ts';

const FULL = process.env.OUTDIAL_PROOFS === 'full';
const CALLS = FULL ? 2_500 : 75;
const STATES = ['initiated', 'ringing', 'in progress', 'completed'];
const WAITING = CALLS * STATES.length;
/** The wait that Outreach names when the hour's requests are used up, in milliseconds. */
const NAMED_WAIT = 4_000;
const HOUR = 3_600_000;
/** Requests that may be on their way at once. */
const AT_ONCE = 4;
/** A key that takes longer than this to show feels stuck, in milliseconds. */
const RESPONSIVE = 250;

test(`${WAITING} updates that waited for Outreach leave in order, within its rate limit, beside a responsive window`, async ({
  rig,
}) => {
  if (FULL) test.setTimeout(0);
  const { outreach } = rig;
  const callIds = Array.from({ length: CALLS }, () => outreach.click(prospectAt(ECHO)).callId);
  outreach.setSwitch('initiatedWindowMs', 10 ** 9);
  outreach.setSwitch('accessLifeMs', 10 ** 9);
  // Each call of an earlier run is asked for once, so that the limit comes before the last update.
  outreach.setSwitch('ratePerHour', WAITING);
  await fillProfile(rig.profile, callIds);
  endTheHourSoon(outreach, WAITING);
  await rig.keepSignedIn();
  await outreach.stop();

  const { app, window } = await rig.launch({ signedIn: false });
  const dialer = dialerScreen(window);
  await expect(dialer.openOutbox).toHaveAccessibleName(`${WAITING} waiting`);
  // The list of what waits is open for the first half: it is asked for again as it shrinks.
  await dialer.openOutbox.click();
  await expect(dialer.outbox).toBeVisible();
  const longestHold = await watchMain(app);
  await watchWindow(window);
  const before = await memoryOf(app, window);
  await outreach.start();
  const began = Date.now();

  let halfway = before;
  const taken = () => outreach.journal().filter(({ status }) => status === 200).length;
  for (let half = false; await dialer.openOutbox.isVisible(); ) {
    await window.keyboard.press('5');
    await window.keyboard.press('Backspace');
    await new Promise((resolve) => setTimeout(resolve, 40));
    if (half || taken() < WAITING / 2) continue;
    half = true;
    await window.keyboard.press('Escape');
    await dialer.number.focus();
    halfway = await memoryOf(app, window);
  }
  const took = (Date.now() - began) / 1_000;
  const felt = await feltSoFar(window);
  const after = await memoryOf(app, window);
  const held = await longestHold();

  const keys = [...felt.keys].sort((one, other) => one - other);
  const at = (share: number): number => keys[Math.floor((keys.length - 1) * share)] ?? 0;
  const heaps = [before, halfway, after];
  console.log(
    `${WAITING} updates drained by the whole application in ${took.toFixed(1)} s: ${keys.length} keys, ` +
      `each shown after ${at(0.5).toFixed(0)} ms (median), ${at(0.99).toFixed(0)} ms (99 %), ${at(1).toFixed(0)} ms at most; ` +
      `${felt.longTasks.length} long tasks in the window (longest ${Math.max(0, ...felt.longTasks).toFixed(0)} ms); ` +
      `${((felt.snapshots * 1_000) / felt.span).toFixed(1)} snapshots a second; main held up ${held.toFixed(0)} ms at most; ` +
      `main's heap ${heaps.map(({ main }) => main.toFixed(1)).join(' / ')} MB, ` +
      `window's ${heaps.map((heap) => heap.window.toFixed(1)).join(' / ')} MB before, halfway and after`,
  );

  expectOrder(outreach, callIds);
  expectRateKept(outreach);
  expect(keys.length).toBeGreaterThan(10);
  // The full size is for a machine that does nothing else; beside other tests single keys tell of those.
  expect(at(FULL ? 0.99 : 0.5)).toBeLessThan(RESPONSIVE);
  for (const { main, window: heap } of [halfway, after]) {
    expect(main).toBeLessThan(before.main * 1.2 + 5);
    expect(heap).toBeLessThan(before.window * 1.2 + 5);
  }
});

/** With the last request that the limit allows, all but a few seconds of Outreach's hour are over. */
function endTheHourSoon(outreach: OutreachStandIn, limit: number): void {
  let first: number | undefined;
  let counted = 0;
  outreach.onRequest(({ phase, path }) => {
    if (phase !== 'before-effect' || !path.startsWith('/api')) return;
    first ??= Date.now();
    counted += 1;
    if (counted === limit) outreach.setClockOffset(HOUR - NAMED_WAIT - (Date.now() - first));
  });
}

/** Each call's states once, in order, and no other. */
function expectOrder(outreach: OutreachStandIn, callIds: readonly string[]): void {
  const sent = new Map<string, string[]>();
  for (const { method, path, status, body } of outreach.journal()) {
    if (method !== 'PATCH' || status !== 200) continue;
    const { state } = (body as { data: { attributes: { state: string } } }).data.attributes;
    const callId = path.split('/').at(-1) ?? '';
    sent.set(callId, [...(sent.get(callId) ?? []), state]);
  }
  expect(callIds.filter((callId) => `${sent.get(callId)}` !== `${STATES}`)).toEqual([]);
  const there = new Map(outreach.calls().map((call) => [call.uid, call]));
  const states = (callId: string) => there.get(callId)?.history.map(({ state }) => state);
  expect(callIds.filter((callId) => `${states(callId)}` !== `${STATES}`)).toEqual([]);
}

/** After the answer that named a wait nothing more leaves until it is over; what was on its way may come late. */
function expectRateKept(outreach: OutreachStandIn): void {
  const journal = outreach.journal().filter(({ path }) => path.startsWith('/api'));
  const refused = journal.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(8);
  const told = refused[0]?.answeredAt ?? Number.NaN;
  const margin = 250;
  const within = journal.filter(({ at }) => at > told + margin && at < told + NAMED_WAIT - margin);
  expect(within.length).toBeLessThan(AT_ONCE);
}
