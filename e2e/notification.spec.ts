import { answeredCall } from './fixtures/answered-call.ts';
import { expectFarEnd } from './fixtures/far-ends.ts';
import { watchNotifications } from './fixtures/notifications.ts';
import { ECHO } from './fixtures/practice-prospects.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const NOBODY = '+12025550177';

test('the notification says who calls; its buttons answer and reject, and it goes with the ringing', async ({
  rig,
}) => {
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  await expect.poll(() => rig.pbx.journal().some(({ event }) => event === 'registered')).toBe(true);
  const notifications = await watchNotifications(outdial.app);
  const first = rig.pbx.call({ from: NOBODY, name: 'Reception' });
  await expect
    .poll(notifications.seen)
    .toEqual([{ title: 'Incoming call', body: `Reception, ${NOBODY}`, buttons: ['Answer', 'Reject'] }]);
  await notifications.press('Reject');
  await expect.poll(() => first.status()).toBe(486);
  await expect.poll(notifications.seen).toEqual([]);

  const second = rig.pbx.call({ from: NOBODY });
  await expect.poll(async () => (await notifications.seen()).length).toBe(1);
  await notifications.press('Answer');
  await expect(dialer.timer).toBeVisible();
  await expect.poll(notifications.seen).toEqual([]);
  await dialer.hangUp.click();
  await expect.poll(() => second.state()).toBe('over');
});

test('during a call its button holds that and answers; an ignored call has no notification', async ({
  rig,
}) => {
  const { outdial, dialer } = await answeredCall(rig);
  const notifications = await watchNotifications(outdial.app);
  const ignored = rig.pbx.call({ from: NOBODY });
  await expect
    .poll(async () => (await notifications.seen()).map(({ buttons }) => buttons))
    .toEqual([['Hold and answer', 'Reject']]);
  await dialer.ignore.click();
  await expect.poll(notifications.seen).toEqual([]);
  ignored.hangUp();
  await expect(dialer.incoming).toHaveCount(0);

  const caller = rig.pbx.call({ from: NOBODY });
  await expect.poll(async () => (await notifications.seen()).length).toBe(1);
  await notifications.press('Hold and answer');
  await expect(dialer.other).toContainText('On hold');
  await expectFarEnd(rig, ECHO, { hears: false });
  await expect.poll(() => caller.state()).toBe('answered');
});
