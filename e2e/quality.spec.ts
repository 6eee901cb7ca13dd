import { readyOutdial } from './fixtures/ready-outdial.ts';
import { expect, test } from './fixtures/rig.ts';

/** Answers, and not one packet of sound comes from it. */
const SENDS_NOTHING = '+12025550120';

test('a call without sound says so, keeps it with the call, and tells Outreach nothing of it', async ({
  rig,
}) => {
  const { dialer } = await readyOutdial(rig);
  await dialer.number.fill(SENDS_NOTHING);
  await dialer.dialButton.click();
  await expect(dialer.timer).toBeVisible();
  await expect(
    dialer.call.getByRole('alert').filter({ hasText: 'Nothing comes from the other side' }),
  ).toBeVisible();
  await expect(dialer.call).toContainText('No sound');
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText('Poor line');
  const sent = JSON.stringify(rig.outreach.journal().map(({ body }) => body));
  expect(sent).not.toMatch(/quality|mos|jitter/i);
});
