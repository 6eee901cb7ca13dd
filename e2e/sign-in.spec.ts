import type { Page } from '@playwright/test';
import { keptSignIn } from './fixtures/kept-sign-in.ts';
import type { Running } from './fixtures/launcher.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

async function signInWindow(outdial: Running): Promise<Page> {
  await outdial.voice(); // the other window that opens by itself
  const opened = outdial.app.waitForEvent('window');
  await dialerScreen(outdial.window).connectOutreach.click();
  return opened;
}

test('connecting Outreach: approved once, kept in the keychain, connected by name at the next start', async ({
  rig,
}) => {
  const outdial = await rig.launch({ signedIn: false });
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.outreach).toContainText('Signed out');
  const page = await signInWindow(outdial);
  const closed = page.waitForEvent('close');
  await page.getByRole('button', { name: 'Approve' }).click();
  await closed;
  await expect(dialer.outreach).toContainText(/^.*Connected as \S+/);
  await expect.poll(() => keptSignIn(rig.outreach, rig.profile, rig.keyringEnv)).not.toBeNull();
  await outdial.close();

  const again = await rig.launch({ signedIn: false });
  await expect(dialerScreen(again.window).outreach).toContainText(/Connected as \S+/);
});

test('a denied or a closed sign-in says so, and can be begun again', async ({ rig }) => {
  const outdial = await rig.launch({ signedIn: false });
  const dialer = dialerScreen(outdial.window);
  const denied = await signInWindow(outdial);
  await denied.getByRole('button', { name: 'Deny' }).click();
  await expect(dialer.connectOutreach).toBeVisible();
  const closed = await signInWindow(outdial);
  await closed.close();
  await expect(dialer.connectOutreach).toBeVisible();
  const approved = await signInWindow(outdial);
  await approved.getByRole('button', { name: 'Approve' }).click();
  await expect(dialer.outreach).toContainText('Connected');
});

test('the sign-in window has no preload, and nothing of it is left for the next one', async ({ rig }) => {
  const outdial = await rig.launch({ signedIn: false });
  const page = await signInWindow(outdial);
  expect(await page.evaluate(() => 'outdial' in window)).toBe(false);
  await page.evaluate(() => localStorage.setItem('left', 'behind'));
  await page.close();
  const next = await signInWindow(outdial);
  expect(await next.evaluate(() => localStorage.getItem('left'))).toBeNull();
});

test('updates of a call made while signed out arrive once Outreach is connected', async ({ rig }) => {
  const outdial = await rig.launch({ signedIn: false });
  const dialer = dialerScreen(outdial.window);
  rig.outreach.setSwitch('initiatedWindowMs', 600_000);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link);
  await dialer.dial.click();
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText(/waiting/i);
  const page = await signInWindow(outdial);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'in progress', 'completed']);
});

test('without a keychain the sign-in is kept in memory only, with a visible warning, and never on the disk', async ({
  rig,
}) => {
  const noKeyring = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
  const outdial = await rig.launch({ signedIn: false, env: noKeyring });
  const dialer = dialerScreen(outdial.window);
  const page = await signInWindow(outdial);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(dialer.outreach).toContainText('Connected');
  await expect(outdial.window.getByText(/keychain/i).first()).toBeVisible();
  await outdial.close();
  const again = await rig.launch({ signedIn: false, env: noKeyring });
  await expect(dialerScreen(again.window).connectOutreach).toBeVisible();
});
