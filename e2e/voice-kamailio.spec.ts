import type { Baresip } from '../stand-ins/pbx/kamailio/baresip.ts';
import { hearsAll, hearsOnly } from '../stand-ins/pbx/kamailio/hearing.ts';
import type { Kamailio } from '../stand-ins/pbx/kamailio/start.ts';
import { tonesHeardByRep } from './fixtures/audio.ts';
import { type KamailioWorld, test } from './fixtures/kamailio-rig.ts';
import type { Running } from './fixtures/launcher.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, MICROPHONE_HERTZ, type Rig } from './fixtures/rig.ts';

const BOB_HERTZ = 660;
const CAROL_HERTZ = 880;
const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

/** Clicks Call in Outreach for a prospect whose number is bob's, and waits until both hear each other. */
async function callBob(rig: Rig, { dialer, outdial }: KamailioWorld, kamailio: Kamailio): Promise<string> {
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link.replace(/\+[\d-]+/, kamailio.numbers.bob));
  await expect(dialer.timer).toBeVisible();
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(kamailio.bob, MICROPHONE_HERTZ);
  return callId;
}
async function repHears(outdial: Running, tones: readonly number[]): Promise<void> {
  const voice = await outdial.voice();
  await expect.poll(() => tonesHeardByRep(voice, [BOB_HERTZ, CAROL_HERTZ])).toEqual(tones);
}
const isClosed = (phone: Baresip) => expect.poll(() => phone.events().at(-1)?.type).toBe('CALL_CLOSED');
const inboundStates = (rig: Rig) =>
  rig.outreach
    .calls()
    .filter(({ direction }) => direction === 'inbound')
    .map(({ history }) => history.map(({ state }) => state));

test('bob and carol: mute, hold, keys, a second call, swap, conference, and the two go on without the rep', async ({
  rig,
  kamailio,
  world,
}) => {
  const { dialer, outdial } = world;
  const { bob, carol, numbers } = kamailio;
  const callId = await callBob(rig, world, kamailio);
  await dialer.mute.click();
  await hearsOnly(bob, 0);
  await repHears(outdial, [BOB_HERTZ]);
  await dialer.unmute.click();
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await dialer.openKeypad.click();
  await outdial.window.keyboard.type('75#');
  await expect.poll(() => bob.digits()).toBe('75#');
  await dialer.hold.click();
  await hearsOnly(bob, 0);
  await repHears(outdial, []);
  await dialer.resume.click();
  await hearsOnly(bob, MICROPHONE_HERTZ);

  await dialer.addCall.click();
  await dialer.addNumber.fill(numbers.carol);
  await dialer.holdAndDial.click();
  await repHears(outdial, [CAROL_HERTZ]);
  await hearsOnly(carol, MICROPHONE_HERTZ);
  await hearsOnly(bob, 0);
  await dialer.swap.click();
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await hearsOnly(carol, 0);
  await dialer.merge.click();
  await hearsAll(bob, [MICROPHONE_HERTZ, CAROL_HERTZ]);
  await hearsAll(carol, [MICROPHONE_HERTZ, BOB_HERTZ]);
  await repHears(outdial, [BOB_HERTZ, CAROL_HERTZ]);
  await dialer.leaveConference.click();
  await hearsOnly(bob, CAROL_HERTZ);
  await hearsOnly(carol, BOB_HERTZ);
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('bob is transferred to carol unasked, and a phone system that restarts in a call', async ({
  rig,
  kamailio,
  world,
}) => {
  const { dialer, outdial } = world;
  const { bob, carol, numbers } = kamailio;
  const transferred = await callBob(rig, world, kamailio);
  await dialer.transfer.click();
  await dialer.transferNumber.fill(numbers.carol);
  await dialer.transferNow.click();
  await expect(dialer.lastCall).toContainText('You transferred it');
  await hearsOnly(bob, CAROL_HERTZ);
  await hearsOnly(carol, BOB_HERTZ);
  await expectStates(rig.outreach, transferred, WHOLE_CALL);
  await bob.command('hangup');
  await isClosed(carol);

  const callId = await callBob(rig, world, kamailio);
  await kamailio.interrupt();
  await expect(dialer.phone).not.toContainText(/ready/i);
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await kamailio.restart();
  await expect(dialer.phone).toContainText(/ready/i, { timeout: 20_000 });
  await repHears(outdial, [BOB_HERTZ]);
  await dialer.hangUp.click();
  await isClosed(bob);
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('bob calls and is refused, calls again and is answered; carol waits, is answered, and each hears the rep in turn', async ({
  rig,
  kamailio,
  world,
}) => {
  const { dialer, outdial } = world;
  const { bob, carol } = kamailio;
  const callRep = (phone: Baresip) => phone.command('dial', `sip:alice@${kamailio.sip.domain}`);
  await callRep(bob);
  await dialer.reject.click();
  await isClosed(bob);
  await callRep(bob);
  await dialer.answer.click();
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await callRep(carol);
  await dialer.holdAndAnswer.click();
  await repHears(outdial, [CAROL_HERTZ]);
  await hearsOnly(carol, MICROPHONE_HERTZ);
  await hearsOnly(bob, 0);
  await carol.command('hangup');
  await dialer.resume.click();
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await bob.command('hold');
  await repHears(outdial, []);
  await bob.command('resume');
  await repHears(outdial, [BOB_HERTZ]);
  await bob.command('hangup');
  await expect
    .poll(() => inboundStates(rig).map((states) => states.at(-1)), { timeout: 20_000 })
    .toEqual(['busy', 'completed', 'completed']);
});
