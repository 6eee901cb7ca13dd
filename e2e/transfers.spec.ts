import { answeredCall } from './fixtures/answered-call.ts';
import { expectFarEnd, farEnd } from './fixtures/far-ends.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { BUSY, ECHO, LOW_TONE } from './fixtures/practice-prospects.ts';
import { expect, test } from './fixtures/rig.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

test('blind: the other side hears the one it was given to, and the call is completed', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig);
  await dialer.transfer.click();
  await dialer.transferNumber.fill(LOW_TONE.number);
  await dialer.transferNow.click();
  await expect(dialer.lastCall).toContainText('You transferred it');
  await expect(dialer.recentRows.first()).toContainText('Transferred');
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await expect.poll(() => farEnd(rig, ECHO).inbound.amplitudeAt(LOW_TONE.hertz)).toBeGreaterThan(300);
});

test('blind, to somebody who is busy: said in the card, and the call goes on', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig);
  await dialer.transfer.click();
  await dialer.transferNumber.fill(BUSY);
  await dialer.transferNow.click();
  await expect(dialer.cardAlert).toContainText('busy');
  await expect(dialer.call).toBeVisible();
  if (await dialer.resume.isVisible()) await dialer.resume.click();
  await expectFarEnd(rig, ECHO, { hears: true });
  await dialer.transferAgain.click();
  await expect(dialer.transferPanel).toBeVisible();
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('asked first: both are connected with each other, both calls end', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig);
  await dialer.transfer.click();
  await dialer.transferNumber.fill(LOW_TONE.number);
  await dialer.askFirst.click();
  await expectFarEnd(rig, LOW_TONE.number, { hears: true });
  await expectFarEnd(rig, ECHO, { hears: false });
  await dialer.completeTransfer.click();
  await expect(dialer.call).toHaveCount(0);
  await expect(dialer.recentRows.filter({ hasText: 'Transferred' })).toHaveCount(2);
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await expect.poll(() => farEnd(rig, ECHO).inbound.amplitudeAt(LOW_TONE.hertz)).toBeGreaterThan(300);
});
