import { expectStates, statesOf, updatesSent } from './fixtures/outreach-view.ts';
import { BUSY, ECHO, prospectAt, TONE } from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

test('a cold start by a link dials it', async ({ rig }) => {
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  const outdial = await rig.launch({ links: [link] });
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('a link reaches the running Outdial through a second process, which is gone again', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  expect(await rig.openLink(link)).toBe(0);
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('two links at once: the first is dialled, the second asks, and both are initiated in time', async ({
  rig,
}) => {
  const { dialer } = await readyOutdial(rig);
  const first = rig.outreach.click(prospectAt(ECHO));
  const second = rig.outreach.click(prospectAt(TONE));
  await rig.openLink(first.link, second.link);
  await expect(dialer.question).toBeVisible();
  await expect.poll(() => statesOf(rig.outreach, second.callId)).toEqual(['initiated']);
  await dialer.dontDial.click();
  await expect(dialer.question).toBeHidden();
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expectStates(rig.outreach, first.callId, WHOLE_CALL);
  await expectStates(rig.outreach, second.callId, ['initiated', 'canceled']);
  expect(rig.pbx.legs()).toHaveLength(1);
});

test('two processes with a link each, at the same moment, and no Outdial running: none is lost', async ({
  rig,
}) => {
  const links = [rig.outreach.click(prospectAt(ECHO)), rig.outreach.click(prospectAt(TONE))];
  await rig.keepSignedIn();
  const processes = links.map(({ link }) => rig.startWith(link));
  try {
    for (const { callId } of links)
      await expect.poll(() => statesOf(rig.outreach, callId)).toContain('initiated');
    // One of the two won the lock and stays; the other has handed its link over and is gone.
    await expect.poll(() => processes.filter(({ exitCode }) => exitCode === 0)).toHaveLength(1);
    expect(processes.filter(({ exitCode }) => exitCode === null)).toHaveLength(1);
  } finally {
    for (const started of processes) started.kill('SIGKILL');
  }
});

test('the same link twice is one call', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await Promise.all([rig.openLink(link), rig.openLink(link.replace(callId, callId.toLowerCase()))]);
  await expect(dialer.timer).toBeVisible();
  expect(rig.pbx.legs()).toHaveLength(1);
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  expect(updatesSent(rig.outreach, callId)).toEqual(WHOLE_CALL);

  await rig.openLink(link);
  await expect(dialer.notices).toBeVisible();
  expect(rig.pbx.legs()).toHaveLength(1);
});

test('a link while a call is up asks; yes ends the first and dials the second', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  const first = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(first.link);
  await expect(dialer.timer).toBeVisible();
  const second = rig.outreach.click(prospectAt(TONE));
  await rig.openLink(second.link);
  await expect(dialer.question).toBeVisible();
  await dialer.endAndDialQuestion.click();
  await expectStates(rig.outreach, first.callId, WHOLE_CALL);
  // Until the window shows the second call, its timer and its button are the first one's, which is over.
  await expect(dialer.call).toContainText(TONE.slice(-4));
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expectStates(rig.outreach, second.callId, WHOLE_CALL);
});

test('a malformed link dials nothing and says what is wrong and where', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  await rig.openLink('tel:+1-202-555-01x0;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D');
  await expect(dialer.notices).toBeVisible();
  await expect(dialer.notices).toContainText(/x/);
  await expect(dialer.call).toBeHidden();
  expect(rig.pbx.legs()).toHaveLength(0);
  expect(rig.outreach.journal().filter(({ method }) => method === 'PATCH')).toHaveLength(0);
});

test('a link from nowhere asks first', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  await rig.openLink(`tel:${ECHO}`);
  await expect(dialer.question).toBeVisible();
  expect(rig.pbx.legs()).toHaveLength(0);
  await dialer.dial.click();
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toBeVisible();
  expect(rig.outreach.journal().filter(({ method }) => method === 'PATCH')).toHaveLength(0);
});

test('a link that claims to be from Outreach, which does not know it, is not dialled', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  await rig.openLink(`tel:${ECHO};source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D`);
  await expect(dialer.notices).toBeVisible();
  await expect(dialer.call).toBeHidden();
  expect(rig.pbx.legs()).toHaveLength(0);
});

test('links mangled on their way dial the right number, with the call-id unchanged', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  const manglings: readonly ((link: string) => string)[] = [
    (link) => link.replace('tel:', 'TEL:'),
    (link) => `"${link}"`,
    (link) => `${link.replace('tel:', 'tel://')}/`,
    (link) => link.replace('tel:+', 'tel:%2B'),
    (link) => `${link}\n`,
  ];
  for (const mangle of manglings) {
    const { link, callId } = rig.outreach.click(prospectAt(BUSY));
    await rig.openLink(mangle(link));
    await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'busy']);
    await expect(dialer.call).toBeHidden();
  }
  expect(new Set(rig.pbx.legs().map(({ number }) => number))).toEqual(new Set([BUSY]));
});
