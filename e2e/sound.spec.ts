import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answeredCall } from './fixtures/answered-call.ts';
import { heardByRep } from './fixtures/audio.ts';
import { expect, MICROPHONE_HERTZ, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const farEndHears = (rig: Rig) =>
  expect
    .poll(() => Math.abs((rig.pbx.legs().at(-1)?.inbound.dominantFrequency ?? 0) - MICROPHONE_HERTZ))
    .toBeLessThan(30);

test('devices chosen in a call are used in it and kept; the level moves while the settings are open', async ({
  rig,
}) => {
  const { outdial, dialer } = await answeredCall(rig);
  const voice = await outdial.voice();
  await farEndHears(rig);

  await dialer.openSettings.click();
  // Chromium's own fake devices; their names are only known once the microphone was opened.
  const microphones = dialer.microphone.getByRole('option');
  await expect.poll(() => microphones.count()).toBeGreaterThan(1);
  const label = (await microphones.last().textContent()) ?? '';
  await dialer.microphone.selectOption({ label });
  await expect(dialer.settings).toContainText(`In use: ${label}`);
  await expect
    .poll(() => dialer.microphoneLevel.evaluate((meter: HTMLMeterElement) => meter.value))
    .toBeGreaterThan(0.3);
  await expect(dialer.hearYourself).toBeDisabled();
  await farEndHears(rig);
  await expect
    .poll(async () => Math.abs(((await heardByRep(voice))?.frequency ?? 0) - MICROPHONE_HERTZ))
    .toBeLessThan(30);
  await dialer.closeSettings.click();
  await dialer.hangUp.click();

  await expect.poll(async () => (await preferences(rig)).audio.microphone?.label).toBe(label);
  await outdial.close();
  const again = await rig.launch();
  const screen = dialerScreen(again.window);
  await screen.openSettings.click();
  await expect(screen.microphone.getByRole('option', { selected: true })).toHaveText(label);
  // Another microphone ends the test of one: it begins when the kept one is in use.
  await expect(screen.settings).toContainText(`In use: ${label}`);
  await screen.hearYourself.click();
  await expect(screen.settings).toContainText('Say something…');
  await expect(screen.settings).toContainText('This is how you sound.');
});

test('damaged preferences are set aside and told; Outdial calls all the same', async ({ rig }) => {
  await mkdir(rig.profile, { recursive: true });
  await writeFile(join(rig.profile, 'preferences.json'), '{"audio": {');
  const { dialer } = await answeredCall(rig);
  await expect(dialer.notice('Your settings')).toContainText('could not be read');
  expect(await readFile(join(rig.profile, 'preferences.json.damaged'), 'utf8')).toBe('{"audio": {');
  await farEndHears(rig);
});

async function preferences(rig: Rig): Promise<{ audio: { microphone: { label: string } | null } }> {
  return JSON.parse(await readFile(join(rig.profile, 'preferences.json'), 'utf8'));
}
