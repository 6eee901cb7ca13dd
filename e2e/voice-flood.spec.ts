import {
  callerRequest,
  expectAnswer,
  expectRequest,
  invite,
  replyInDialog,
} from '../stand-ins/pbx/sipp/scenario.ts';
import { startSipp } from '../stand-ins/pbx/sipp/start.ts';
import { test } from './fixtures/kamailio-rig.ts';
import { expect } from './fixtures/rig.ts';

const AT_ONCE = 20;
const REP = 'alice';

test('twenty call at once: one rings and is answered, nineteen hear busy, none is stuck, all are logged', async ({
  rig,
  kamailio,
  world: { dialer },
}) => {
  const callers = await startSipp({
    proxyPort: kamailio.udpPort,
    calls: AT_ONCE,
    rate: AT_ONCE,
    steps: [
      invite(REP, { media: 'sendrecv' }),
      '<recv response="100" optional="true"/><recv response="180" optional="true"/>',
      '<recv response="486" optional="true" next="1"/>',
      expectAnswer(200),
      callerRequest('ACK', REP),
      expectRequest('BYE'),
      `${replyInDialog(200).replace('<send>', '<send next="2">')}<label id="1"/>`,
      callerRequest('ACK', REP),
      '<label id="2"/>',
    ],
  });
  const busy = (): number =>
    new Set(callers.messages().match(/(?<=^SIP\/2\.0 486 [\s\S]{0,900}?Call-ID: )\S+/gm)).size;
  await expect.poll(busy).toBe(AT_ONCE - 1);
  await expect(dialer.incoming).toHaveCount(1);
  await dialer.answer.click();
  await expect(dialer.timer).toBeVisible();
  await dialer.hangUp.click();
  await callers.done();
  await expect(dialer.call).toHaveCount(0);
  const results = () =>
    rig.outreach
      .calls()
      .map(({ history }) => history.at(-1)?.state)
      .sort();
  await expect.poll(results).toEqual([...Array.from({ length: AT_ONCE - 1 }, () => 'busy'), 'completed']);
  await callers.close();
});
