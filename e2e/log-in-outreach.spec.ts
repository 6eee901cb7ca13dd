import { prospectAt, TONE } from './fixtures/practice-prospects.ts';
import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, test } from './fixtures/rig.ts';

test('after a call: the organisation’s outcomes and purposes, and the way to where it is logged', async ({
  rig,
}) => {
  const { outdial, dialer } = await readyOutdial(rig);
  const prospect = prospectAt(TONE);
  await rig.openLink(rig.outreach.click(prospect).link);
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Logged in Outreach');

  await dialer.lastCall.getByText('Outcomes and purposes').click();
  await expect(dialer.lastCall).toContainText('Outcomes: Answered, Not Answered, Referral');
  await expect(dialer.lastCall).toContainText('Purposes: Prospecting, Follow-up, Renewal');

  await outdial.app.evaluate(({ shell }) => {
    shell.openExternal = async (url: string) => {
      Object.assign(globalThis, { openedOutside: url });
    };
  });
  await dialer.lastCall.getByRole('button', { name: 'Add outcome in Outreach' }).click();
  await expect
    .poll(() => outdial.app.evaluate(() => Reflect.get(globalThis, 'openedOutside')))
    .toBe(`https://web.outreach.io/prospects/${prospect}/overview`);
});
