import type { OutreachStandIn } from '../stand-ins/outreach/start-outreach.ts';
import { answeredCall } from './fixtures/answered-call.ts';
import { callOf, expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const RECORDS_ON_BYE = '555-0110';
const RECORDS_BY_MESSAGE = '555-0111';
const RECORDS_TOO_LONG = '555-0112';
const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

/** A click in Outreach on somebody at this practice number. */
function clickOn(rig: Rig, number: string): { link: string; callId: string } {
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  const there = link.replace(/555-?0100/, number);
  expect(there).not.toBe(link);
  return { link: there, callId };
}

/** The PATCHes with a URL, in the order they came. */
function urlsSent(outreach: OutreachStandIn): readonly object[] {
  return outreach
    .journal()
    .filter(({ method, body }) => method === 'PATCH' && /(recording|voicemail)Url/.test(JSON.stringify(body)))
    .map(({ body }) => (body as { data: { attributes: object } }).data.attributes);
}

const urlOf = (rig: Rig): string =>
  `https://recordings.practice.example/${encodeURIComponent(rig.pbx.legs().at(-1)?.callId ?? '')}.wav`;

test('the answer to our BYE says where the recording is: linked once, after the final state, without a state', async ({
  rig,
}) => {
  const { dialer, callId } = await answeredCall(rig, () => clickOn(rig, RECORDS_ON_BYE));
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Recording linked');
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  expect(callOf(rig.outreach, callId).recordingUrl).toBe(urlOf(rig));
  expect(urlsSent(rig.outreach)).toEqual([{ recordingUrl: urlOf(rig) }]);
  await expect(dialer.recent).toContainText('Recording linked');
});

test('so does a BYE of theirs', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig, () => clickOn(rig, RECORDS_ON_BYE));
  rig.pbx.hangUp();
  await expect(dialer.lastCall).toContainText('Recording linked');
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  expect(callOf(rig.outreach, callId).recordingUrl).toBe(urlOf(rig));
});

test('a MESSAGE after the call says it; a second one is not sent, and the call says so', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig, () => clickOn(rig, RECORDS_BY_MESSAGE));
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Recording linked');
  const url = callOf(rig.outreach, callId).recordingUrl;
  expect(url).toBe(urlOf(rig));
  const sipCallId = rig.pbx.legs().at(-1)?.callId;
  rig.pbx.message(
    JSON.stringify({ callId: sipCallId, recordingUrl: 'https://recordings.practice.example/2' }),
  );
  await expect(dialer.recent.getByTitle(/another one came and was not sent/i)).toBeVisible();
  expect(urlsSent(rig.outreach)).toHaveLength(1);
});

test('an address too long for Outreach is not sent, and the call says why', async ({ rig }) => {
  const { dialer, callId } = await answeredCall(rig, () => clickOn(rig, RECORDS_TOO_LONG));
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Recording not sent');
  await expect(dialer.lastCall).toContainText('Outreach takes 255 at most');
  await expect(dialer.lastCall).toContainText('Logged in Outreach');
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  expect(urlsSent(rig.outreach)).toEqual([]);
});

test('the answer to the address is lost, and a second one would be refused: the call is read, and it is linked once', async ({
  rig,
}) => {
  rig.outreach.setSwitch('secondRecording', 'refused');
  rig.outreach.fault({ method: 'PATCH', times: 1, bodyIncludes: 'recordingUrl', reset: 'after' });
  const { dialer, callId } = await answeredCall(rig, () => clickOn(rig, RECORDS_ON_BYE));
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Recording linked');
  expect(callOf(rig.outreach, callId).recordingUrl).toBe(urlOf(rig));
  expect(urlsSent(rig.outreach)).toHaveLength(1);
});

test('a caller who was rejected leaves a message: linked to the inbound call, and no recording of it is', async ({
  rig,
}) => {
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  await expect.poll(() => rig.pbx.journal().some(({ event }) => event === 'registered')).toBe(true);
  const { callId } = rig.pbx.call({ from: '+12025550177' });
  await dialer.reject.click();
  await expect(dialer.lastCall).toContainText('Logged in Outreach');
  const url = 'https://recordings.practice.example/vm/1.wav';
  rig.pbx.message(JSON.stringify({ callId, recordingUrl: url }));
  await expect(dialer.lastCall).toContainText('Recording not sent');
  await expect(dialer.lastCall).toContainText('completed calls only');
  rig.pbx.message(JSON.stringify({ callId, voicemailUrl: url }));
  await expect(dialer.lastCall).toContainText('Voicemail linked');
  expect(rig.outreach.calls().map(({ state, voicemailUrl }) => [state, voicemailUrl])).toEqual([
    ['busy', url],
  ]);
  expect(urlsSent(rig.outreach)).toEqual([{ voicemailUrl: url }]);
});

test('a template of the configuration says where recordings are', async ({ rig }) => {
  await rig.configure({ recordings: { urlTemplate: 'https://rec.example.com/{sipCallId}?n={number}' } });
  const { dialer, callId } = await answeredCall(rig);
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Recording linked');
  const sipCallId = encodeURIComponent(rig.pbx.legs().at(-1)?.callId ?? '');
  expect(callOf(rig.outreach, callId).recordingUrl).toBe(
    `https://rec.example.com/${sipCallId}?n=%2B12025550100`,
  );
});

test('Outreach down, Outdial closed in between, the address after the next start: linked, behind the final state', async ({
  rig,
}) => {
  const { outdial, dialer, callId } = await answeredCall(rig);
  await rig.outreach.stop();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Waiting to be logged');
  await outdial.close();

  const again = dialerScreen((await rig.launch({ signedIn: false })).window);
  const callOfPbx = rig.pbx.legs().at(-1)?.callId;
  const recordingUrl = 'https://recordings.practice.example/late.wav';
  await expect
    .poll(() => rig.pbx.journal().filter(({ event }) => event === 'registered').length)
    .toBeGreaterThan(1);
  rig.pbx.message(JSON.stringify({ callId: callOfPbx, recordingUrl }));
  await expect(again.recent).toContainText('Recording waits to be linked');
  expect(callOf(rig.outreach, callId).recordingUrl).toBeNull();

  await rig.outreach.start();
  await expect(again.recent).toContainText('Recording linked');
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  expect(callOf(rig.outreach, callId).recordingUrl).toBe(recordingUrl);
  expect(urlsSent(rig.outreach)).toEqual([{ recordingUrl }]);
});
