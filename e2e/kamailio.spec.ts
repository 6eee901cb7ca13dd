import type { Kamailio } from '../stand-ins/pbx/kamailio/start.ts';
import { dominantFrequency } from '../stand-ins/pbx/tone.ts';
import { heardByRep } from './fixtures/audio.ts';
import { clickCall } from './fixtures/kamailio-calls.ts';
import { test } from './fixtures/kamailio-rig.ts';
import { callOf, expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, MICROPHONE_HERTZ } from './fixtures/rig.ts';

const FAR_END_HERTZ = 440;

/** The strongest frequency in the last second that the far end recorded. */
function heardBy({ tone }: Kamailio): number {
  const recording = tone.recordings().at(-1);
  return recording ? dominantFrequency(recording.samples.slice(-recording.rate), recording.rate) : 0;
}

test('Kamailio and baresip: a click becomes a call with audio both ways, digits heard, logged', async ({
  rig,
  kamailio,
  world: { dialer, outdial },
}) => {
  const { link, callId } = rig.outreach.click(prospectAt(ECHO, { withExtension: true }));
  const toTone = link.replace(/\+[\d-]+/, kamailio.numbers.tone).replace(/ext=\d+/, 'ext=2468');
  await rig.openLink(toTone);
  await expect(dialer.timer).toBeVisible();

  const voice = await outdial.voice();
  await expect
    .poll(async () => Math.abs(((await heardByRep(voice))?.frequency ?? 0) - FAR_END_HERTZ))
    .toBeLessThan(15);
  await expect.poll(() => kamailio.tone.digits()).toBe('2468');
  await expect.poll(() => Math.abs(heardBy(kamailio) - MICROPHONE_HERTZ)).toBeLessThan(30);
  await dialer.hangUp.click();
  await expectStates(rig.outreach, callId, ['initiated', 'ringing', 'in progress', 'completed']);
  await expect(dialer.lastCall).toContainText('Recording linked');
  expect(callOf(rig.outreach, callId).recordingUrl).toMatch(
    /^https:\/\/recordings\.kamailio\.example\/[\w%.-]+$/,
  );
});

test('Kamailio and baresip: a telephone calls the rep, who answers; audio both ways, one call in Outreach', async ({
  rig,
  kamailio,
  world: { dialer, outdial },
}) => {
  await kamailio.tone.command('uafind', `sip:tone@${kamailio.sip.domain}`);
  await kamailio.tone.command('dial', `sip:alice@${kamailio.sip.domain}`);
  await expect(dialer.incoming).toContainText('tone');
  await dialer.answer.click();
  await expect(dialer.timer).toBeVisible();
  const voice = await outdial.voice();
  await expect
    .poll(async () => Math.abs(((await heardByRep(voice))?.frequency ?? 0) - FAR_END_HERTZ))
    .toBeLessThan(15);
  await expect.poll(() => Math.abs(heardBy(kamailio) - MICROPHONE_HERTZ)).toBeLessThan(30);
  await kamailio.tone.command('hangup');
  await expect
    .poll(() => rig.outreach.calls().map(({ history }) => history.map(({ state }) => state)))
    .toEqual([['initiated', 'ringing', 'in progress', 'completed']]);
  expect(rig.outreach.calls()[0]).toMatchObject({ direction: 'inbound', from: 'tone', to: 'alice' });
});

test('Kamailio: numbers that nobody answers end as they did there, one after the other', async ({
  rig,
  kamailio: { numbers },
  world,
}) => {
  for (const [number, states] of [
    [numbers.busy, ['initiated', 'ringing', 'busy']],
    [numbers.declines, ['initiated', 'ringing', 'busy']],
    [numbers.unknown, ['initiated', 'failed']],
    [numbers.absent, ['initiated', 'failed']],
    [numbers.unanswered, ['initiated', 'ringing', 'no answer']],
  ] as const) {
    await expectStates(rig.outreach, await clickCall(rig, number), states);
    await expect(world.dialer.phone).toContainText(/ready/i);
  }
});
