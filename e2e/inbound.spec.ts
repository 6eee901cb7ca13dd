import { heardByRep } from './fixtures/audio.ts';
import type { Running } from './fixtures/launcher.ts';
import { expect, MICROPHONE_HERTZ, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const TONE_HERTZ = 440;
/** A prospect of the practice organisation's who asked not to be called. */
const PETRA = '+12025550109';
const NOBODY = '+12025550177';

async function ready(rig: Rig, outdial: Running) {
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.phone).toContainText(/ready|practice/i);
  await expect.poll(() => rig.pbx.journal().some(({ event }) => event === 'registered')).toBe(true);
  return dialer;
}

/** Waits until Outreach has one inbound call, with exactly these states, in order, all told by Outdial. */
async function expectOneCall(rig: Rig, states: readonly string[]): Promise<void> {
  const inbound = () => rig.outreach.calls().filter(({ direction }) => direction === 'inbound');
  await expect
    .poll(() => inbound().map(({ history }) => history.map(({ state }) => state)))
    .toEqual([states]);
  const [call] = inbound();
  expect(call?.externalVendor).toBe('VoiceExtension');
  expect(call?.vendorCallId).toMatch(/^[0-9a-f-]{36}$/);
  const times = call?.history.map(({ stateChangedAt }) => Date.parse(stateChangedAt)) ?? [];
  expect(times).toEqual([...times].sort((a, b) => a - b));
}

const posts = (rig: Rig) =>
  rig.outreach.journal().filter(({ method, path }) => method === 'POST' && path.endsWith('/calls'));

test('an answered call: the caller is named while it rings, audio both ways, four states in order', async ({
  rig,
}) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const call = rig.pbx.call({ from: PETRA, name: 'Reception' });
  await expect(dialer.incoming).toContainText('Petra Lindqvist');
  await expect(dialer.incoming).toContainText('Head of Sales, Saltmarsh Cycles');
  await expect(dialer.incoming).toContainText(/do not call/i);
  expect(call.state()).toBe('ringing');
  const voice = await outdial.voice();
  await expect.poll(async () => (await heardByRep(voice))?.frequency ?? 0).toBeGreaterThan(500);

  await dialer.answer.click();
  await expect(dialer.timer).toBeVisible();
  await expect
    .poll(async () => Math.abs(((await heardByRep(voice))?.frequency ?? 0) - TONE_HERTZ))
    .toBeLessThan(15);
  await expect.poll(() => Math.abs(call.inbound().dominantFrequency - MICROPHONE_HERTZ)).toBeLessThan(30);
  await dialer.hangUp.click();

  await expectOneCall(rig, ['initiated', 'ringing', 'in progress', 'completed']);
  expect(posts(rig)).toHaveLength(1);
  await expect.poll(() => call.state()).toBe('over');
  await expect(dialer.lastCall).toContainText(/logged in outreach/i);
  await expect(dialer.recentRows).toHaveCount(1);
  await expect(dialer.recentRows.first()).toContainText('Petra Lindqvist');
});

test('a rejected call is busy, for the caller and for Outreach', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const call = rig.pbx.call({ from: NOBODY });
  await expect(dialer.incoming).toContainText('202');
  await expect(dialer.incoming).not.toContainText(/do not call/i);
  await dialer.reject.click();
  await expectOneCall(rig, ['initiated', 'ringing', 'busy']);
  await expect.poll(() => call.status()).toBe(486);
  await expect(dialer.lastCall).toContainText('You rejected it');
});

test('keys answer and reject only as chords: Enter, Space and letters do not', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const call = rig.pbx.call({ from: NOBODY, says: 'silence' });
  await expect(dialer.answer).toBeEnabled();
  for (const key of ['Enter', 'Space', 'a', 'Escape', '1']) await outdial.window.keyboard.press(key);
  await expect(dialer.incoming).toBeVisible();
  await outdial.window.keyboard.press('Control+Shift+A');
  await expect(dialer.timer).toBeVisible();
  await outdial.window.keyboard.press('Control+Shift+H');
  await expect.poll(() => call.state()).toBe('over');
  await expectOneCall(rig, ['initiated', 'ringing', 'in progress', 'completed']);
});

test('a call that nobody takes goes back to the phone system in time: no answer', async ({ rig }) => {
  await rig.configure({ incoming: { ringSeconds: 5 } });
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const call = rig.pbx.call({ from: NOBODY });
  await expectOneCall(rig, ['initiated', 'ringing', 'no answer']);
  await expect.poll(() => call.status()).toBe(480);
  await expect(dialer.recentRows.first()).toContainText('Missed');
});

test('a caller who gives up has canceled', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const call = rig.pbx.call({ from: NOBODY });
  await expect(dialer.incoming).toBeVisible();
  call.hangUp();
  await expectOneCall(rig, ['initiated', 'ringing', 'canceled']);
  await expect(dialer.lastCall).toContainText('The caller hung up');
});

test('a second call hears busy, and the first rings on', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  const first = rig.pbx.call({ from: NOBODY });
  await expect(dialer.incoming).toBeVisible();
  const second = rig.pbx.call({ from: PETRA });
  await expect.poll(() => second.status()).toBe(486);
  expect(first.state()).toBe('ringing');
  await expect(dialer.incoming).toHaveCount(1);
  await expect(dialer.recentRows.first()).toContainText('Missed');
  const states = () => rig.outreach.calls().map(({ from, state }) => [from, state]);
  await expect.poll(states).toContainEqual([PETRA, 'busy']);
  await expect.poll(states).toContainEqual([NOBODY, 'ringing']);
});

test('the POST has its effect and its answer is lost: one call, all its states', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  rig.outreach.fault({ method: 'POST', path: '/api/v2/calls', reset: 'after' });
  const call = rig.pbx.call({ from: NOBODY, says: 'silence' });
  await dialer.answer.click();
  await expect(dialer.timer).toBeVisible();
  call.hangUp();
  await expectOneCall(rig, ['initiated', 'ringing', 'in progress', 'completed']);
  expect(posts(rig)).toHaveLength(1);
});

test('killed between the effect of the POST and its answer: one call, and its right end', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = await ready(rig, outdial);
  rig.outreach.fault({ method: 'POST', path: '/api/v2/calls', answerDelayMs: 7_000 });
  rig.pbx.call({ from: NOBODY, says: 'silence' });
  await dialer.answer.click();
  await expect(dialer.timer).toBeVisible();
  await expect.poll(() => rig.outreach.calls().length).toBe(1);
  await outdial.kill();
  await rig.launch({ signedIn: false });
  await expectOneCall(rig, ['initiated', 'ringing', 'in progress', 'completed']);
  expect(posts(rig)).toHaveLength(1);
});
