import { callOf, expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

test('Outreach down for the whole call, then back: all states arrive in order with their true times', async ({
  rig,
}) => {
  // The call outlives Outreach's five seconds, which an outage of its own does not count.
  rig.outreach.setSwitch('initiatedWindowMs', 600_000);
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.outreach.stop();

  const before = Date.now();
  await rig.openLink(link);
  await expect(dialer.question).toBeVisible();
  await dialer.dial.click();
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText(/waiting/i);
  const after = Date.now();

  await rig.outreach.start();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  const { history } = callOf(rig.outreach, callId);
  for (const { stateChangedAt, receivedAt } of history) {
    expect(Date.parse(stateChangedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(stateChangedAt)).toBeLessThanOrEqual(after);
    expect(receivedAt).toBeGreaterThan(after);
  }
  await expect(dialer.lastCall).toContainText(/logged in outreach/i);
});

test('Outreach down, Outdial closed in between: the next start delivers', async ({ rig }) => {
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link);
  await expect(dialer.timer).toBeVisible();
  await rig.outreach.stop();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toBeVisible();
  await outdial.close();

  await rig.outreach.start();
  await rig.launch({ signedIn: false });
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});
