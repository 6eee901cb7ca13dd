import { hearsAll, hearsOnly } from '../stand-ins/pbx/kamailio/hearing.ts';
import {
  BOB_HERTZ,
  CAROL_HERTZ,
  callBob,
  callRep,
  inboundEnds,
  isClosed,
  keysInAudio,
  repHears,
  talksToBob,
  WHOLE_CALL,
} from './fixtures/kamailio-calls.ts';
import { test } from './fixtures/kamailio-rig.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { expect, MICROPHONE_HERTZ } from './fixtures/rig.ts';

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
  // The relay writes down what it has passed on a little later.
  await expect.poll(() => keysInAudio(kamailio, bob)).toBe('75#');
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
  await expect(dialer.phone).toContainText(/ready/i);
  await talksToBob(outdial, kamailio);
  await dialer.hangUp.click();
  await isClosed(bob);
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('bob calls and is refused, calls again and is answered; carol waits, is answered; each hears the rep in turn, then each other', async ({
  rig,
  kamailio,
  world,
}) => {
  const { dialer, outdial } = world;
  const { bob, carol } = kamailio;
  await callRep(bob, kamailio);
  await dialer.reject.click();
  await isClosed(bob, /486/);
  await callRep(bob, kamailio);
  await dialer.answer.click();
  await repHears(outdial, [BOB_HERTZ]);
  await hearsOnly(bob, MICROPHONE_HERTZ);
  await callRep(carol, kamailio);
  await dialer.holdAndAnswer.click();
  await repHears(outdial, [CAROL_HERTZ]);
  await hearsOnly(carol, MICROPHONE_HERTZ);
  await hearsOnly(bob, 0);
  await dialer.swap.click();
  await talksToBob(outdial, kamailio);
  await hearsOnly(carol, 0);
  await bob.command('hold');
  await repHears(outdial, []);
  await bob.command('resume');
  await repHears(outdial, [BOB_HERTZ]);
  await dialer.transfer.click();
  await dialer.connectCalls.click();
  await hearsOnly(bob, CAROL_HERTZ);
  await hearsOnly(carol, BOB_HERTZ);
  await expect(dialer.call).toHaveCount(0);
  await expect.poll(() => inboundEnds(rig)).toEqual(['busy', 'completed', 'completed']);
});
