import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

/** Opens the settings, and gives their part about the phone. */
async function openPhoneSettings(page: Page) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  return dialerScreen(page).settings.getByRole('region', { name: 'Phone' });
}
/** Everything written below a folder. */
function writtenIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

test('the rep signs in to the phone once; it is kept in the keychain and nowhere else; and out', async ({
  rig,
}) => {
  const { username, password, server, domain } = rig.pbx.sip;
  await rig.configure({ sip: { servers: ['ws://127.0.0.1:9/ws', server], domain } });
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.notices).toContainText('Nobody is signed in to the phone');
  const phone = await openPhoneSettings(outdial.window);

  await phone.getByLabel('User name').fill(username);
  await phone.getByLabel('Password').fill('wrong');
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone).toContainText('the user name or password is wrong');

  await phone.getByLabel('User name').fill(username);
  await phone.getByLabel('Password').fill(password);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone).toContainText('Ready');
  await expect(phone).toContainText(new URL(server).host);
  await expect(phone).toContainText('keychain');
  await outdial.close();

  const again = await rig.launch();
  await expect(dialerScreen(again.window).phone).toContainText('Ready');
  const signedIn = await openPhoneSettings(again.window);
  await signedIn.getByRole('button', { name: 'Sign out' }).click();
  await expect(signedIn.getByLabel('User name')).toBeVisible();
  await again.close();
  expect(writtenIn(rig.profile)).not.toContain(password);

  const third = await rig.launch();
  await expect(dialerScreen(third.window).notices).toContainText('Nobody is signed in to the phone');
});

test('a test call reaches the echo, and Outreach never hears of it', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.phone).toContainText('Ready');
  const phone = await openPhoneSettings(outdial.window);
  await phone.getByRole('button', { name: 'Test call' }).click();
  await expect(dialer.timer).toBeVisible();
  await expect.poll(() => rig.pbx.legs().map(({ number }) => number)).toEqual(['+12025550100']);
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toBeVisible();
  expect(rig.outreach.calls()).toEqual([]);
});
