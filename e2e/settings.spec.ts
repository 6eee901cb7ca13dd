import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statesOf } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

test('a wrong key is named with what was expected, and the rest works', async ({ rig }) => {
  await rig.configure({ dialing: { outreachLinks: 'sometimes' } });
  const { dialer } = await readyOutdial(rig);
  await expect(dialer.notices).toContainText('dialing.outreachLinks');
  await expect(dialer.notices).toContainText('when Outreach confirms');
  await rig.openLink(rig.outreach.click(prospectAt(ECHO)).link);
  await expect(dialer.timer).toBeVisible();
});

test('a file that is not JSON: the program starts and says where', async ({ rig }) => {
  await writeFile(join(rig.folder, 'config.json'), '{ "sip": { "server": "wss://x" ');
  const outdial = await rig.launch({ signedIn: false });
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.notices).toContainText(/line 1/i);
  await expect(dialer.phone).toContainText(/not set up|not configured/i);
});

test('a wrong password is said at the phone light', async ({ rig }) => {
  await rig.configure({ sip: { ...rig.pbx.sip, password: 'wrong' } });
  const outdial = await rig.launch();
  await expect(outdial.window.getByText(/password/i).first()).toBeVisible();
  await rig.openLink(rig.outreach.click(prospectAt(ECHO)).link);
  await expect(dialerScreen(outdial.window).lastCall).toContainText('the phone isn’t connected');
});

test('without a phone account a call ends at once and says why, and Outreach is told', async ({ rig }) => {
  await rig.configure({ sip: undefined });
  const outdial = await rig.launch();
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link);
  await expect(dialerScreen(outdial.window).lastCall).toContainText('no usable phone account is set up');
  await expect.poll(() => rig.outreach.calls().find(({ uid }) => uid === callId)?.state).toBe('failed');
});

for (const [rule, asks] of [
  ['ask', true],
  ['at once', false],
] as const)
  test(`links of Outreach's are dialled by the rule "${rule}"`, async ({ rig }) => {
    await rig.configure({ dialing: { outreachLinks: rule } });
    const { dialer } = await readyOutdial(rig);
    await rig.openLink(rig.outreach.click(prospectAt(ECHO)).link);
    await expect(asks ? dialer.question : dialer.timer).toBeVisible();
    expect(rig.pbx.legs()).toHaveLength(asks ? 0 : 1);
  });

test('a number on the ask-first list is asked about although Outreach confirms, and dialled at the yes', async ({
  rig,
}) => {
  await rig.configure({ dialing: { askFirstCountries: ['US'] } });
  const { dialer } = await readyOutdial(rig);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link);
  await expect(dialer.question).toContainText(/may be costly/i);
  await expect.poll(() => statesOf(rig.outreach, callId)).toEqual(['initiated']);
  expect(rig.pbx.legs()).toHaveLength(0);
  await dialer.dial.click();
  await expect(dialer.timer).toBeVisible();
});

test('a flood of links: a few wait, one question at a time, the rest is listed once', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  await rig.openLink(...Array.from({ length: 60 }, (_, index) => `tel:+1202555${1000 + index}`));
  await expect(dialer.notices).toContainText('55 links too many were not dialed');
  await expect(dialer.question).toHaveCount(1);
  await expect(dialer.question).toContainText(/4 more links wait/);
  expect(rig.pbx.legs()).toHaveLength(0);
});
