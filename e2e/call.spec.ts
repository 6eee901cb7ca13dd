import { answeredCall } from './fixtures/answered-call.ts';
import { heardByRep } from './fixtures/audio.ts';
import { callOf, expectStates, updatesSent } from './fixtures/outreach-view.ts';
import {
  ANSWERS_AT_ONCE,
  BUSY,
  DECLINES,
  ECHO,
  NEVER_ANSWERS,
  NOT_FOUND,
  prospectAt,
  UNAVAILABLE,
} from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, MICROPHONE_HERTZ, test } from './fixtures/rig.ts';

test('a call with an extension: audio both ways, digits heard, every state in order', async ({ rig }) => {
  const { outdial, dialer } = await readyOutdial(rig);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO, { withExtension: true }));
  const extension = /;ext=(\d+)/.exec(link)?.[1];
  await rig.openLink(link);

  // On a machine with other work media alone takes seconds to come up, and no key is pressed before.
  await expect.poll(() => rig.pbx.legs()[0]?.digits).toBe(extension);
  await expect
    .poll(() => rig.pbx.legs()[0]?.inbound.dominantFrequency ?? 0)
    .toBeGreaterThan(MICROPHONE_HERTZ - 30);
  const voice = await outdial.voice();
  await expect
    .poll(async () => Math.abs(((await heardByRep(voice))?.frequency ?? 0) - MICROPHONE_HERTZ))
    .toBeLessThan(30);

  await dialer.mute.click();
  await expect(dialer.unmute).toBeVisible();
  await expect.poll(async () => heardByRep(voice)).toBeNull();
  await dialer.unmute.click();
  await dialer.hangUp.click();

  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'in progress', 'completed']);
  expect(updatesSent(rig.outreach, callId)).toEqual(['initiated', 'ringing', 'in progress', 'completed']);
  await expect(dialer.lastCall).toContainText(/logged/i);
  const { history } = callOf(rig.outreach, callId);
  // The moment itself, in the right time zone; how soon it was told is the machine's affair.
  for (const { receivedAt, stateChangedAt } of history)
    expect(Math.abs(receivedAt - Date.parse(stateChangedAt))).toBeLessThan(20_000);
});

const ENDS: readonly { number: string; states: readonly string[]; says: RegExp }[] = [
  { number: BUSY, states: ['initiated', 'ringing', 'busy'], says: /busy/i },
  { number: DECLINES, states: ['initiated', 'ringing', 'busy'], says: /declined|rejected|busy/i },
  { number: NOT_FOUND, states: ['initiated', 'failed'], says: /404|not exist|does not/i },
  { number: UNAVAILABLE, states: ['initiated', 'failed'], says: /480|not reachable|unavailable/i },
];

for (const { number, states, says } of ENDS)
  test(`a call that ends ${states.at(-1)} (practice number …${number.slice(-4)}) is logged so, and said so`, async ({
    rig,
  }) => {
    const { dialer } = await readyOutdial(rig);
    const { link, callId } = rig.outreach.click(prospectAt(number));
    await rig.openLink(link);
    await expectStates(rig.outreach, callId, states);
    await expect(dialer.lastCall).toContainText(says);
    await expect(dialer.recentRows).toHaveCount(1);
  });

test('the rep hangs up while it rings: canceled', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  const { link, callId } = rig.outreach.click(prospectAt(NEVER_ANSWERS));
  await rig.openLink(link);
  await expect(dialer.call).toContainText(/ringing/i);
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'canceled']);
  await expect.poll(() => rig.pbx.journal().map(({ event }) => event)).toContain('CANCEL');
});

test('the other side hangs up: completed', async ({ rig }) => {
  const { callId } = await answeredCall(rig);
  rig.pbx.hangUp();
  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'in progress', 'completed']);
});

test('Outdial is quit in the middle of a call: the far end is hung up, Outreach has the end', async ({
  rig,
}) => {
  const { outdial, callId } = await answeredCall(rig);
  await outdial.close();
  expect(rig.pbx.journal().map(({ event }) => event)).toContain('BYE');
  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'in progress', 'completed']);
});

test('a number typed in the dialer is called, keys are heard, and Outreach is not told', async ({ rig }) => {
  const { dialer } = await readyOutdial(rig);
  await dialer.dialNumber(
    `(202) ${ANSWERS_AT_ONCE.slice(5, 8)}-${ANSWERS_AT_ONCE.slice(8)}`.replace(/^/, '+1 '),
  );
  await expect(dialer.timer).toBeVisible();
  await dialer.openKeypad.click();
  for (const key of ['4', '2', '#'])
    await dialer.call.getByRole('button', { name: key === '#' ? 'Pound' : key, exact: true }).click();
  await expect.poll(() => rig.pbx.legs()[0]?.digits).toBe('42#');
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toBeVisible();
  expect(rig.outreach.journal().filter(({ method }) => method === 'PATCH')).toHaveLength(0);
});
