import { answeredCall } from './fixtures/answered-call.ts';
import { callOf, expectStates } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, test } from './fixtures/rig.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

test('Outreach down for the whole call, then back: all states arrive in order with their true times', async ({
  rig,
}) => {
  // The call outlives Outreach's five seconds, which an outage of its own does not count.
  rig.outreach.setSwitch('initiatedWindowMs', 600_000);
  const { dialer } = await readyOutdial(rig);
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
  const { outdial, dialer, callId } = await answeredCall(rig);
  await rig.outreach.stop();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toBeVisible();
  await outdial.close();

  await rig.outreach.start();
  await rig.launch({ signedIn: false });
  await expectStates(rig.outreach, callId, WHOLE_CALL);
});

test('the list beside Outreach’s light: what waits and why, its details without numbers, and another try', async ({
  rig,
}) => {
  rig.outreach.setSwitch('initiatedWindowMs', 600_000);
  const { outdial, dialer } = await readyOutdial(rig);
  await expect(dialer.openOutbox).toBeHidden();
  const { link, callId } = rig.outreach.click(prospectAt(ECHO));
  await rig.openLink(link);
  await expect(dialer.timer).toBeVisible();
  rig.outreach.setSwitch('maintenance', true);
  await dialer.hangUp.click();
  await expect(dialer.openOutbox).toHaveAccessibleName('1 waiting');

  await dialer.openOutbox.click();
  await expect(dialer.outbox).toContainText('Call is “completed”');
  await expect(dialer.outbox).toContainText('down for maintenance');
  await outdial.window.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        async writeText(text: string) {
          document.title = text;
        },
      },
    });
  });
  await dialer.copyDetails.click();
  await expect.poll(() => outdial.window.title()).toContain('[maintenance]');
  const copied = await outdial.window.title();
  expect(copied).toContain('+1•••••0100');
  expect(copied).not.toContain('2025550100');

  rig.outreach.setSwitch('maintenance', false);
  await dialer.retryNow.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await expect(dialer.openOutbox).toBeHidden();
});
