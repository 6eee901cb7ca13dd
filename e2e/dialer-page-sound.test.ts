import { describe, expect, it } from 'vitest';
import { audioInView } from '../app/testing/sample-audio.ts';
import { callInView, calmSnapshot } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const HEADSET = { id: 'headset', label: 'Jabra Evolve 20 (0b0e:0300)' };
const incoming = () =>
  callInView({
    direction: 'inbound',
    origin: 'caller',
    phase: 'incoming',
    inbound: { known: false, doNotCall: false, pickedUp: false, missed: false },
  });

async function openSettings(audio = audioInView(), changes = {}) {
  const window = await open(calmSnapshot({ audio, ...changes }));
  await window.screen.openSettings.click();
  await window.screen.settings.waitFor();
  return window;
}

describe('the settings pane', () => {
  it('opens by the gear and closes by Esc, by its button and by a click beside it; the focus goes there and back', async () => {
    const { page, screen } = await openSettings();
    await page.setViewportSize({ width: 900, height: 680 });
    const focus = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await eventually(focus).toBe('Settings');
    await page.keyboard.press('Escape');
    await eventually(() => screen.settings.isVisible()).toBe(false);
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Settings',
    );
    await page.keyboard.press('Enter');
    await eventually(() => screen.settings.isVisible()).toBe(true);
    await screen.closeSettings.click();
    await eventually(() => screen.settings.isVisible()).toBe(false);
    await screen.openSettings.click();
    await page.mouse.click(20, 600);
    await eventually(() => screen.settings.isVisible()).toBe(false);
  });

  it('what is typed in it reaches neither the number nor a call; hanging up works from it', async () => {
    const call = callInView({ phase: 'talking', state: 'in progress', answeredAt: Date.now() });
    const { page, screen, bridge } = await openSettings(audioInView(), { calls: [call] });
    await screen.microphone.focus();
    await page.keyboard.press('5');
    await page.keyboard.press('m');
    await page.keyboard.press('Control+Shift+H');
    await eventually(async () => (await bridge.asked()).map(({ name }) => name)).toEqual([
      'audio.watch',
      'call.hangUp',
    ]);
  });

  it.each([
    ['a call that rings', () => ({ calls: [incoming()] })],
    ['a question', () => ({ calls: [callInView({ phase: 'asking', question: 'setting' })] })],
  ])('is closed by %s', async (_name, changes) => {
    const { screen, bridge } = await openSettings();
    const watches = (on: boolean) =>
      eventually(async () => (await bridge.asked()).at(-1)).toEqual({ name: 'audio.watch', payload: { on } });
    // A pane that closes before it is drawn has nothing to stop.
    await watches(true);
    await bridge.send(calmSnapshot({ audio: audioInView(), ...changes() }));
    await eventually(() => screen.settings.isVisible()).toBe(false);
    await watches(false);
  });
});

describe('the sound', () => {
  it('microphone, speaker and ringer are chosen apart, and the system’s again', async () => {
    const { screen, bridge } = await openSettings(
      audioInView({}, { ringer: { id: 'desk', label: 'Desk speakers' } }),
    );
    await screen.microphone.selectOption('Jabra Evolve 20');
    await screen.speaker.selectOption('Desk speakers');
    await screen.ringer.selectOption('System default');
    expect(
      (await bridge.asked()).filter(({ name }) => name === 'audio.choose').map(({ payload }) => payload),
    ).toEqual([
      { microphone: HEADSET },
      { speaker: { id: 'desk', label: 'Desk speakers' } },
      { ringer: null },
    ]);
  });

  it.each([
    ['Cancel echo', { echoCancellation: false }],
    ['Reduce noise around you', { noiseSuppression: false }],
    ['Adjust your volume automatically', { gainControl: false }],
    ['Keep the microphone ready between calls', { keepReady: false }],
  ])('%s is switched off', async (label, payload) => {
    const { screen, bridge } = await openSettings();
    await screen.settings.getByRole('checkbox', { name: label }).click();
    await eventually(async () => (await bridge.asked()).at(-1)).toEqual({ name: 'audio.choose', payload });
  });

  it('is tested, and the test ended; the level moves with the microphone', async () => {
    const { screen, bridge } = await openSettings();
    await eventually(bridge.asked).toEqual([{ name: 'audio.watch', payload: { on: true } }]);
    await bridge.event({ type: 'level', level: 0.4 });
    await eventually(() =>
      screen.microphoneLevel.evaluate((meter) => (meter as HTMLMeterElement).value),
    ).toBe(0.4);
    await screen.hearYourself.click();
    await bridge.send(calmSnapshot({ audio: audioInView({ test: 'recording' }) }));
    await eventually(() => screen.settings.getByText('Say something…').isVisible()).toBe(true);
    await screen.settings.getByRole('button', { name: 'Stop' }).click();
    await screen.testRing.click();
    expect((await bridge.asked()).slice(1)).toEqual([
      { name: 'audio.test', payload: { what: 'microphone' } },
      { name: 'audio.test', payload: { what: null } },
      { name: 'audio.test', payload: { what: 'ringer' } },
    ]);
  });

  it('is not tested in a call, where a silent microphone is told above everything', async () => {
    const call = callInView({ phase: 'talking', state: 'in progress', answeredAt: Date.now() });
    const { page, screen } = await openSettings(audioInView({ microphone: 'silent' }), { calls: [call] });
    expect(await screen.hearYourself.isDisabled()).toBe(true);
    expect(await screen.testRing.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await screen.notice('They can’t hear you').textContent()).toContain('Check the mute switch');
  });

  it('a device that is gone stays chosen, and what is used instead is said', async () => {
    const audio = audioInView(
      { outputs: [], missing: [{ role: 'speaker', label: HEADSET.label, lost: true }] },
      { speaker: { ...HEADSET, id: 'ears' } },
    );
    const { screen } = await openSettings(audio);
    expect(await screen.speaker.locator('option:checked').textContent()).toBe(
      'Jabra Evolve 20 (not plugged in)',
    );
    expect(await screen.settings.textContent()).toContain('your system’s speaker is used until it is back');
  });

  it.each([320, 400])('fits into %d pixels', async (width) => {
    const { page, screen } = await openSettings(audioInView({}, { microphone: HEADSET }));
    await page.setViewportSize({ width, height: 480 });
    expect(await screen.settings.evaluate((pane) => pane.scrollWidth - pane.clientWidth)).toBe(0);
  });
});
