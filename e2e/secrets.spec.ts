import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { keptSignIn } from './fixtures/kept-sign-in.ts';
import type { Running } from './fixtures/launcher.ts';
import { BUSY, ECHO, NEVER_ANSWERS, NOT_FOUND, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

/** Nobody is there. */
const TURN = { urls: 'turn:127.0.0.1:9?transport=tcp', username: 'rep', credential: 'secret-of-the-relay' };
const WRONG_PASSWORD = 'wrong-password-5821';
const BAD_CONFIG_SECRET = 'secret-in-the-wrong-place-7730';
const TYPED = '+1 (202) 555-0102';
const IN_BAD_LINK = '+12025550177';
const SAID_BY_OUTREACH = '+12025550188';

/** All that pages and program wrote, and the secrets and numbers that must not be in it. */
interface Watch {
  readonly lines: string[];
  readonly secrets: Set<string>;
  readonly personal: Set<string>;
}

test('no secret in any log line, error or file, no number in any line: calls, failures, a crash, sign-ins', async ({
  rig,
}) => {
  const watch: Watch = { lines: [], secrets: new Set(), personal: new Set() };
  watch.secrets.add(rig.outreach.settings.clientSecret).add(rig.pbx.sip.password);
  await callsThatEndInManyWays(rig, watch);
  await aCrashInTheMiddleOfACall(rig, watch);
  await aConfigurationThatIsWrong(rig, watch);
  await aSignIn(rig, watch);

  const written = `${rig.output()}\n${watch.lines.join('\n')}`;
  expect(written).toContain('outdial: call');
  for (const secret of watch.secrets) {
    expect(secret.length).toBeGreaterThan(8);
    expect(written).not.toContain(secret);
  }
  for (const personal of watch.personal) expect(written).not.toContain(personal);
  expect(written).not.toMatch(/202\D{0,3}555\D{0,3}01\d\d/);

  for (const { path, content } of await filesIn(rig.folder)) {
    for (const secret of watch.secrets) expect(content.includes(secret), `a secret in ${path}`).toBe(false);
    if (basename(path).startsWith('outdial.db')) continue;
    for (const personal of watch.personal)
      expect(content.includes(personal), `a number in ${path}`).toBe(false);
  }
});

async function launched(rig: Rig, watch: Watch, signedIn = true): Promise<Running> {
  const outdial = await rig.launch({ signedIn });
  for (const page of [outdial.window, await outdial.voice()]) listen(page, watch);
  await rememberTokens(rig, watch);
  return outdial;
}

function listen(page: Page, watch: Watch): void {
  page.on('console', (message) => watch.lines.push(message.text()));
  page.on('pageerror', (error) => watch.lines.push(String(error.stack)));
}

async function rememberTokens(rig: Rig, watch: Watch): Promise<void> {
  const kept = JSON.parse((await keptSignIn(rig.outreach, rig.profile, rig.keyringEnv)) ?? '{}') as {
    accessToken?: string;
    refreshToken?: string;
  };
  for (const token of [kept.accessToken, kept.refreshToken])
    if (token !== undefined) watch.secrets.add(token);
}

function remember(watch: Watch, number: string, callId: string): void {
  watch.personal.add(number).add(number.slice(1)).add(callId);
}

async function callsThatEndInManyWays(rig: Rig, watch: Watch): Promise<void> {
  const outdial = await launched(rig, watch);
  const dialer = dialerScreen(outdial.window);
  for (const number of [BUSY, NOT_FOUND, ECHO]) {
    const { link, callId } = rig.outreach.click(prospectAt(number));
    remember(watch, number, callId);
    await rig.openLink(link);
    if (number === ECHO) {
      await expect(dialer.timer).toBeVisible();
      await dialer.hangUp.click();
    }
    await expect(dialer.lastCall).toContainText(/logged in outreach/i);
    await dialer.closeLastCall.click();
  }

  // Outreach refuses an update in words that hold a number and the token.
  const [token = ''] = watch.secrets;
  const words = { errors: [{ id: 'validationError', title: `No ${SAID_BY_OUTREACH} for Bearer ${token}` }] };
  rig.outreach.fault({ method: 'PATCH', path: '/api/v2/calls', status: 422, body: words, times: 1 });
  const refused = rig.outreach.click(prospectAt(ECHO));
  watch.personal.add(SAID_BY_OUTREACH).add(refused.callId);
  await rig.openLink(refused.link);
  await expect(dialer.notices).toContainText(/not dialed/i);
  await expect(dialer.notices).not.toContainText(SAID_BY_OUTREACH);

  await rig.openLink(`tel:${IN_BAD_LINK}x;source=outreach;call-id=call-id-of-a-bad-link`);
  watch.personal.add(IN_BAD_LINK).add('call-id-of-a-bad-link');
  await expect(dialer.notices).toContainText(/at character/);

  await dialer.dialNumber(TYPED);
  watch.personal.add(TYPED);
  await expect(dialer.lastCall).toContainText(/busy/i);
  await rememberTokens(rig, watch);
  await outdial.close();
}

async function aCrashInTheMiddleOfACall(rig: Rig, watch: Watch): Promise<void> {
  watch.secrets.add(TURN.credential);
  await rig.configure({ sip: { ...rig.pbx.sip, iceServers: [TURN] } });
  const outdial = await launched(rig, watch);
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.notices).toContainText('TURN server');
  const { link, callId } = rig.outreach.click(prospectAt(NEVER_ANSWERS));
  remember(watch, NEVER_ANSWERS, callId);
  await rig.openLink(link);
  await expect(dialer.call).toContainText(/ringing/i);
  await outdial.kill();
}

async function aConfigurationThatIsWrong(rig: Rig, watch: Watch): Promise<void> {
  const { sip } = rig.pbx;
  watch.secrets.add(WRONG_PASSWORD).add(BAD_CONFIG_SECRET);
  await rig.configure({ sip: { ...sip, password: WRONG_PASSWORD } });
  const wrongPassword = await launched(rig, watch);
  await expect(wrongPassword.window.getByText(/password/i).first()).toBeVisible();
  await wrongPassword.close();

  await rig.configure({
    sip: { ...sip, server: `https://${BAD_CONFIG_SECRET}`, password: [WRONG_PASSWORD] },
  });
  const wrongTypes = await launched(rig, watch);
  await expect(dialerScreen(wrongTypes.window).notices).toContainText('sip.server');
  await wrongTypes.close();

  await writeFile(join(rig.folder, 'config.json'), `{ "sip": { "password": ${BAD_CONFIG_SECRET} } }`);
  const noJson = await launched(rig, watch);
  await expect(dialerScreen(noJson.window).notices).toContainText(/line 1/i);
  await noJson.close();
}

async function aSignIn(rig: Rig, watch: Watch): Promise<void> {
  await rig.configure({ sip: rig.pbx.sip });
  // The sign-in of before has ended: it is refused, and another one takes its place.
  rig.outreach.revokeTokens();
  const outdial = await launched(rig, watch, false);
  const dialer = dialerScreen(outdial.window);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  watch.personal.add(callId);
  await rig.openLink(link);
  await dialer.dontDial.click();
  const opened = outdial.app.waitForEvent('window');
  await dialer.connectOutreach.click();
  const page = await opened;
  const closed = page.waitForEvent('close');
  await page.getByRole('button', { name: 'Approve' }).click();
  await closed;
  await expect(dialer.outreach).toContainText('Connected');
  const before = watch.secrets.size;
  await expect.poll(() => rememberTokens(rig, watch).then(() => watch.secrets.size)).toBeGreaterThan(before);
  await outdial.close();
}

/** Every file the test's world has written, but the configuration, whose secrets an administrator put there. */
async function filesIn(folder: string): Promise<{ path: string; content: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== 'config.json')
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, content: await readFile(path) })));
}
