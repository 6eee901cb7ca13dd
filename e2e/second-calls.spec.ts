import { answeredCall } from './fixtures/answered-call.ts';
import { tonesHeardByRep } from './fixtures/audio.ts';
import { expectFarEnd, farEnd } from './fixtures/far-ends.ts';
import type { Running } from './fixtures/launcher.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { BUSY, ECHO, HIGH_TONE, LOW_TONE, prospectAt, TONE } from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import type { DialerScreen } from './screens/dialer.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];
const TONES = [LOW_TONE.hertz, HIGH_TONE.hertz];

/** Adds a call to a practice number and returns once both are up. */
async function addCall(dialer: DialerScreen, number: string): Promise<void> {
  await dialer.addCall.click();
  await dialer.addNumber.fill(number);
  await dialer.holdAndDial.click();
  await expect(dialer.other).toContainText('On hold');
  await expect(dialer.timer).toBeVisible();
}

async function expectRepHears(outdial: Running, tones: readonly number[]): Promise<void> {
  const voice = await outdial.voice();
  await expect.poll(() => tonesHeardByRep(voice, TONES)).toEqual(tones);
}

/** States of the inbound calls that Outreach has. */
const inboundStates = (rig: Rig) =>
  rig.outreach
    .calls()
    .filter(({ direction }) => direction === 'inbound')
    .map(({ history }) => history.map(({ state }) => state));

test('hold: the far end hears silence until it is resumed, and Outreach is told of neither', async ({
  rig,
}) => {
  const { outdial, dialer, callId } = await answeredCall(rig);
  await expectFarEnd(rig, ECHO, { hears: true });
  await dialer.hold.click();
  await expect(dialer.call).toContainText('On hold');
  await expectFarEnd(rig, ECHO, { hears: false });
  await expect(dialer.openKeypad).toBeDisabled();
  await outdial.window.keyboard.press('Control+Shift+O');
  await expect(dialer.hold).toBeVisible();
  await expectFarEnd(rig, ECHO, { hears: true });

  rig.pbx.hold('sendonly');
  await expect(dialer.call).toContainText('They put you on hold');
  rig.pbx.hold('sendrecv');
  await expect(dialer.call).toContainText('In call');
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('a second call, swapped and merged: each hears who it should, and each has its own end', async ({
  rig,
}) => {
  const { outdial, dialer, callId } = await answeredCall(rig);
  await addCall(dialer, LOW_TONE.number);
  await expectRepHears(outdial, [LOW_TONE.hertz]);
  await expectFarEnd(rig, LOW_TONE.number, { hears: true });
  await expectFarEnd(rig, ECHO, { hears: false });

  await dialer.swap.click();
  await expectFarEnd(rig, ECHO, { hears: true });
  await expectFarEnd(rig, LOW_TONE.number, { hears: false });
  await expectRepHears(outdial, []);

  await dialer.merge.click();
  await expect(dialer.participants).toHaveCount(2);
  await expectFarEnd(rig, LOW_TONE.number, { hears: true });
  await expectFarEnd(rig, ECHO, { hears: true, hertz: LOW_TONE.hertz });
  await expectRepHears(outdial, [LOW_TONE.hertz]);

  await dialer.holdParticipant('0113').click();
  await expect(dialer.other).toContainText('0113');
  await expectFarEnd(rig, ECHO, { hears: false, hertz: LOW_TONE.hertz });
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await dialer.resume.click();
  await expectRepHears(outdial, [LOW_TONE.hertz]);
  await dialer.hangUp.click();
  await expect.poll(() => farEnd(rig, LOW_TONE.number).state).toBe('over');
});

test('leaving a conference: the others go on with each other', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig);
  await addCall(dialer, LOW_TONE.number);
  await dialer.merge.click();
  await dialer.leaveConference.click();
  await expect(dialer.recentRows.filter({ hasText: 'Transferred' })).toHaveCount(2);
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await expect.poll(() => farEnd(rig, ECHO).inbound.amplitudeAt(LOW_TONE.hertz)).toBeGreaterThan(300);
});

test('Call in Outreach during a call, held and dialed: busy, and the first goes on', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig);
  const second = rig.outreach.click(prospectAt(BUSY));
  await rig.openLink(second.link);
  await dialer.holdAndDialQuestion.click();
  await expectStates(rig.outreach, second.callId, ['initiated', 'ringing', 'busy']);
  await expect(dialer.lastCall).toContainText('Busy');
  await expect(dialer.call).toContainText('On hold');
  await dialer.resume.click();
  await expectFarEnd(rig, ECHO, { hears: true });
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('call waiting: held and answered, and back to the first', async ({ rig }) => {
  const { outdial, dialer, callId } = await answeredCall(rig);
  const caller = rig.pbx.call({ from: '+12025550177', hertz: HIGH_TONE.hertz });
  await dialer.holdAndAnswer.click();
  await expectRepHears(outdial, [HIGH_TONE.hertz]);
  await expectFarEnd(rig, ECHO, { hears: false });
  caller.hangUp();
  await expect(dialer.call).toContainText('On hold');
  await expect.poll(() => inboundStates(rig)).toEqual([WHOLE_CALL]);
  await dialer.resume.click();
  await expectFarEnd(rig, ECHO, { hears: true });
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('an incoming call is sent to another number, and another one ignored', async ({ rig }) => {
  // Long enough to be sent on and to be ignored on a busy machine.
  await rig.configure({ incoming: { ringSeconds: 12 } });
  const { dialer, callId } = await answeredCall(rig);
  const forwarded = rig.pbx.call({ from: '+12025550177' });
  await dialer.sendTo.click();
  await dialer.forwardNumber.fill(LOW_TONE.number);
  await dialer.sendCall.click();
  await expect.poll(() => forwarded.status()).toBe(302);
  await expect(dialer.incoming).toHaveCount(0);
  await expect(dialer.recentRows.first()).toContainText('Sent on');

  const ignored = rig.pbx.call({ from: '+12025550178' });
  await dialer.ignore.click();
  await expect(dialer.incoming).toContainText('ignored');
  expect(ignored.state()).toBe('ringing');
  await expect.poll(() => ignored.status()).toBe(480);
  await expect(dialer.recentRows.first()).toContainText('Missed');
  await expectFarEnd(rig, ECHO, { hears: true });
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await expect
    .poll(() =>
      inboundStates(rig)
        .map((states) => states.at(-1))
        .sort(),
    )
    .toEqual(['busy', 'no answer']);
});

test('an extension counts down in view, is canceled, and sent by hand', async ({ rig }) => {
  await rig.configure({ dialing: { extensionWaitSeconds: 20 } });
  const { dialer } = await answeredCall(rig, () =>
    rig.outreach.click(prospectAt(ECHO, { withExtension: true })),
  );
  await expect(dialer.call).toContainText(/Dialing extension .* in \d+ s/);
  await dialer.cancelExtension.click();
  await expect(dialer.call).toContainText('canceled');
  expect(farEnd(rig, ECHO).digits).toBe('');
  await dialer.sendExtension.click();
  await expect(dialer.sendExtensionAgain).toBeVisible();
  const digits = farEnd(rig, ECHO).digits;
  expect(digits).toMatch(/^\d+$/);
  await dialer.sendExtensionAgain.click();
  await expect.poll(() => farEnd(rig, ECHO).digits).toBe(digits + digits);
});

test('early media: keys reach the other side before it answers', async ({ rig }) => {
  const { outdial, dialer } = await readyOutdial(rig);
  let answer: () => void = () => undefined;
  const keyHeard = new Promise<void>((resolve) => {
    answer = resolve;
  });
  rig.pbx.onEvent(({ event }) => (event === '183' ? keyHeard : undefined));
  await dialer.dialNumber(TONE);
  await expect(dialer.call).toContainText('Keys reach them before they answer');
  await outdial.window.keyboard.press('7');
  await expect.poll(() => farEnd(rig, TONE).digits).toBe('7');
  await expect(dialer.timer).toHaveCount(0);
  answer();
  await expect(dialer.timer).toBeVisible();
});

test('an emergency number typed in a call is dialed at once, unaltered', async ({ rig }) => {
  const { dialer } = await answeredCall(rig);
  await dialer.addCall.click();
  await dialer.addNumber.fill('911');
  await expect(dialer.emergencyLocation).toContainText('may not know');
  await dialer.holdAndDial.click();
  await expect.poll(() => rig.pbx.legs().some(({ number }) => number === '911')).toBe(true);
  await expect(dialer.question).toHaveCount(0);
});
