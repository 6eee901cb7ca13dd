import { describe, expect, it } from 'vitest';
import { of } from '../browser/phases.ts';
import { shorterTimer, WHOLE_TIMERS } from '../browser/shorter-timer.ts';
import { until } from '../until.ts';
import {
  expectAnswer,
  expectRequest,
  pause,
  reply,
  replyInDialog,
  replyToInvite,
  request,
  type Step,
  untilTold,
} from './scenario.ts';
import { sippWorld } from './sipp-world.ts';
import type { Sipp } from './start.ts';

const media = 'sendrecv';

const { page, pbx, talking, phoneWith, endOf, echoIsHeard } = sippWorld();

/** Three minutes are two seconds in the page, until its own timer is back. */
const SHORT_MINUTES = shorterTimer(180_000, 2000);

/** A telephone that follows the script, and the rep's call to it. */
async function callTo(...steps: readonly Step[]): Promise<{ callId: string; phone: Sipp }> {
  const phone = await phoneWith({ steps: [expectRequest('INVITE', 'anew'), ...steps] });
  return { callId: await page().dial(pbx().numberOf(phone.port)), phone };
}
const hangUp = (callId: string) => page().command({ type: 'hang-up', callId });
const ANSWERED = [reply(180), reply(200, { media }), expectRequest('ACK')] as const;
const UNTIL_BYE = [expectRequest('BYE'), replyInDialog(200)] as const;

describe('a telephone with plain RTP that follows a script (sipp) is called', () => {
  it('rings, answers, both are heard, the rep hangs up', async () => {
    const { callId, phone } = await callTo(...ANSWERED, ...UNTIL_BYE);
    await page().event(of(callId, 'answered'));
    await echoIsHeard(callId);
    await hangUp(callId);
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await phone.done();
  });

  it('early media is heard before the answer (183), and keys reach the phone system', async () => {
    const { callId, phone } = await callTo(
      reply(183, { media }),
      untilTold(),
      replyToInvite(200, { media }),
      expectRequest('ACK'),
      ...UNTIL_BYE,
    );
    const { event } = await page().event(of(callId, 'ringing'));
    expect(event).toMatchObject({ earlyMedia: true });
    await echoIsHeard(callId);
    await page().command({ type: 'send-digits', callId, digits: '4*' });
    const ports = { first: phone.mediaPort, last: phone.mediaPort };
    await until('the keys', () => pbx().keysSentTo(ports) === '4*' || undefined);
    expect(
      page()
        .seen()
        .some(({ event: seen }) => of(callId, 'answered')(seen)),
    ).toBe(false);
    await phone.goOn();
    await page().event(of(callId, 'answered'));
    await hangUp(callId);
    await phone.done();
  });

  it('answers and hangs up at once', async () => {
    const { callId, phone } = await callTo(...ANSWERED, request('BYE'), expectAnswer(200));
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await phone.done();
  });

  it('an answer that crosses the CANCEL is acknowledged and hung up (RFC 3261, 9.1)', async () => {
    const { callId, phone } = await callTo(
      reply(180),
      expectRequest('CANCEL'),
      replyInDialog(200),
      replyToInvite(200, { media }),
      expectRequest('ACK'),
      ...UNTIL_BYE,
    );
    await page().event(of(callId, 'ringing'));
    await hangUp(callId);
    expect(await endOf(callId)).toMatchObject({ cause: 'caller-canceled' });
    await phone.done();
  });

  it('holds the rep with inactive and with sendonly, and comes back (RFC 3264, 8.4)', async () => {
    const held = (direction: 'sendonly' | 'inactive' | 'sendrecv') => [
      request('INVITE', { media: direction }),
      expectAnswer(200),
      request('ACK'),
      pause(300),
    ];
    const { callId, phone } = await callTo(
      ...ANSWERED,
      pause(300),
      ...held('inactive'),
      ...held('sendrecv'),
      ...held('sendonly'),
      ...held('sendrecv'),
      ...UNTIL_BYE,
    );
    await until('held and back, twice', () => {
      const holds = page()
        .seen()
        .flatMap(({ event }) =>
          event.type === 'held-by-far-end' && event.callId === callId ? [event.held] : [],
        );
      return holds.join() === 'true,false,true,false' || undefined;
    });
    await echoIsHeard(callId);
    await hangUp(callId);
    await phone.done();
  });

  it('a re-INVITE without a description is answered with an offer (RFC 3261, 14.2)', async () => {
    const { callId, phone } = await callTo(
      ...ANSWERED,
      pause(300),
      request('INVITE'),
      expectAnswer(200),
      request('ACK', { media }),
      pause(300),
      ...UNTIL_BYE,
    );
    await page().event(of(callId, 'answered'));
    await until('the ACK with the answer', () => /ACK [\s\S]*m=audio/.test(phone.messages()) || undefined);
    await echoIsHeard(callId);
    await hangUp(callId);
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await phone.done();
  });

  it('OPTIONS, INFO and a session timer’s UPDATE (RFC 4028) leave the call as it is', async () => {
    const { callId, phone } = await callTo(
      ...ANSWERED,
      request('OPTIONS'),
      '<recv response="200"/>',
      request('INFO', { headers: ['Info-Package: nothing'] }),
      '<recv response="200" optional="true" next="1"/><recv response="405" optional="true" next="1"/><recv response="415" optional="true" next="1"/><recv response="469" next="1"/><label id="1"/>',
      request('UPDATE', { headers: ['Session-Expires: 1800;refresher=uas', 'Supported: timer'] }),
      '<recv response="200"/>',
      ...UNTIL_BYE,
    );
    await page().event(of(callId, 'answered'));
    await until(
      'UPDATE is answered',
      () => /200 [^\n]*\n[\s\S]{0,900}CSeq: \d+ UPDATE/.test(phone.messages()) || undefined,
    );
    await echoIsHeard(callId);
    await hangUp(callId);
    await phone.done();
  });

  it('a REFER towards the rep is declined, and the call goes on', async () => {
    const { callId, phone } = await callTo(
      ...ANSWERED,
      request('REFER', { headers: ['Refer-To: <sip:+48600000103@sip.test>'] }),
      '<recv response="603"/>',
      ...UNTIL_BYE,
    );
    await page().event(of(callId, 'answered'));
    await until('REFER is declined', () => phone.messages().includes('603') || undefined);
    await echoIsHeard(callId);
    await hangUp(callId);
    await phone.done();
  });

  it('a BYE that nobody answers ends the call here all the same', async () => {
    const { callId } = await callTo(...ANSWERED, expectRequest('BYE'), pause(1000));
    await page().event(of(callId, 'answered'));
    await hangUp(callId);
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
  });

  it('rings for three minutes and is given up: CANCEL, and nobody answered', async () => {
    await page().evaluate(SHORT_MINUTES);
    const { callId, phone } = await callTo(
      reply(180),
      expectRequest('CANCEL'),
      replyInDialog(200),
      replyToInvite(487),
      expectRequest('ACK'),
    );
    await page().event(of(callId, 'ringing'));
    expect(await endOf(callId)).toEqual({ cause: 'timed-out', text: 'nobody answered' });
    await phone.done();
    await page().evaluate(WHOLE_TIMERS);
  });

  it('through a relay that changes the codec: both are heard, held and resumed', async () => {
    const codec = '3 GSM/8000';
    const phone = await phoneWith({
      steps: [
        ...[expectRequest('INVITE', 'anew'), reply(200, { media, codec }), expectRequest('ACK')],
        ...[expectRequest('INVITE'), replyInDialog(200, { media: 'recvonly', codec }), expectRequest('ACK')],
        ...[expectRequest('INVITE'), replyInDialog(200, { media, codec }), expectRequest('ACK')],
        ...UNTIL_BYE,
      ],
    });
    const callId = await talking().talk(pbx().transcodedNumberOf(phone.port));
    await echoIsHeard(callId);
    await talking().holds(callId, true);
    await talking().hears(callId, 0);
    await talking().holds(callId, false);
    await echoIsHeard(callId);
    await hangUp(callId);
    await phone.done();
  });

  it('an answer said three times is acknowledged each time (RFC 3261, 13.2.2.4)', async () => {
    const { callId, phone } = await callTo(
      reply(180),
      replyToInvite(200, { media }),
      expectRequest('ACK'),
      replyToInvite(200, { media }),
      expectRequest('ACK'),
      replyToInvite(200, { media }),
      expectRequest('ACK'),
      ...UNTIL_BYE,
    );
    await until('three ACKs', () => phone.messages().match(/^ACK /gm)?.length === 3 || undefined);
    await hangUp(callId);
    await phone.done();
  });

  it('ringing from three branches, answered by a fourth', async () => {
    const { callId, phone } = await callTo(
      reply(180, { tag: 'one' }),
      replyToInvite(180, { tag: 'two' }),
      replyToInvite(180, { tag: 'three' }),
      replyToInvite(200, { tag: 'four', media }),
      expectRequest('ACK'),
      ...UNTIL_BYE,
    );
    await page().event(of(callId, 'answered'));
    await echoIsHeard(callId);
    await hangUp(callId);
    await phone.done();
  });
});
