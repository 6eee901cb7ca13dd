import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { REP } from '../stand-ins/outreach/organisation.ts';
import { statesOf } from './fixtures/outreach-view.ts';
import { ECHO, prospectAt } from './fixtures/practice-prospects.ts';
import { expect, type Rig, test } from './fixtures/rig.ts';
import { fillProfile } from './fixtures/waiting-profile.ts';
import { dialerScreen } from './screens/dialer.ts';

const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];

/** Makes what waits in the profile somebody's. */
function belongTo(rig: Rig, id: string, name: string): void {
  const database = new DatabaseSync(join(rig.profile, 'outdial.db'));
  database.prepare('UPDATE outbox SET owner_id = ?, owner_name = ?').run(id, name);
  database.close();
}

test('updates of another rep’s call wait, say for whom, and leave when that rep is connected', async ({
  rig,
}) => {
  rig.outreach.setSwitch('initiatedWindowMs', 600_000);
  const { callId } = rig.outreach.click(prospectAt(ECHO));
  await fillProfile(rig.profile, [callId]);
  belongTo(rig, 'somebody-else', 'Ann Lee');
  const outdial = await rig.launch();
  const dialer = dialerScreen(outdial.window);
  await expect(dialer.outreach).toContainText(/connected as/i);
  await expect(dialer.openOutbox).toHaveAccessibleName('4 waiting');
  await dialer.openOutbox.click();
  await expect(dialer.outbox).toContainText('Connect Outreach as Ann Lee to send it');
  await dialer.retryNow.click();
  await expect(dialer.openOutbox).toHaveAccessibleName('4 waiting');
  expect(statesOf(rig.outreach, callId)).toEqual([]);
  await outdial.close();

  belongTo(rig, String(REP.id), 'Rita Rep');
  const again = dialerScreen((await rig.launch({ signedIn: false })).window);
  await expect.poll(() => statesOf(rig.outreach, callId)).toEqual(WHOLE_CALL);
  await expect(again.openOutbox).toBeHidden();
});
