import { startTurn, type TurnServer } from '../stand-ins/pbx/turn/start.ts';
import { callBob, clickCall, WHOLE_CALL } from './fixtures/kamailio-calls.ts';
import { test as kamailioTest } from './fixtures/kamailio-rig.ts';
import { expectStates } from './fixtures/outreach-view.ts';
import { expect } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

const test = kamailioTest.extend<{ turn: TurnServer }>({
  turn: async ({}, use) => {
    const turn = await startTurn();
    await use(turn);
    await turn.close();
  },
});

test('audio by the configuration’s TURN server only: both hear; a wrong password is told before a call, and as its end', async ({
  rig,
  kamailio,
  turn,
}) => {
  const startWith = async (other?: { credential: string }) => {
    const sip = { ...kamailio.sip, relayOnly: true, iceServers: [turn.ice('udp', other)] };
    await rig.configure({ sip });
    const outdial = await rig.launch();
    const dialer = dialerScreen(outdial.window);
    await expect(dialer.phone).toContainText(/ready/i);
    return { outdial, dialer };
  };
  const right = await startWith();
  const callId = await callBob(rig, right, kamailio);
  await expect(right.dialer.notices).not.toContainText('TURN');
  await right.dialer.hangUp.click();
  await expectStates(rig.outreach, callId, WHOLE_CALL);
  await right.outdial.close();

  const { dialer } = await startWith({ credential: 'wrong' });
  await expect(dialer.notice('TURN server')).toContainText('sip.iceServers');
  const refused = await clickCall(rig, kamailio.numbers.bob);
  await expectStates(rig.outreach, refused, ['initiated', 'failed']);
  await expect(dialer.lastCall).toContainText('refused its user name or password');
});
