import { describe, expect, it } from 'vitest';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { of } from '../browser/phases.ts';
import { until } from '../until.ts';
import {
  callerRequest,
  cancel,
  expectAnswer,
  expectRequest,
  invite,
  replyInDialog,
  type Step,
  untilTold,
} from './scenario.ts';
import { sippWorld } from './sipp-world.ts';

const REP = 'alice';
/** What phone systems say to loudspeakers at a door (RFC 5373, and what came before it). */
const BY_ITSELF = [
  'Answer-Mode: Auto',
  'Call-Info: <sip:sip.test>;answer-after=0',
  'Alert-Info: <http://sip.test>;info=alert-autoanswer',
];
const media = 'sendrecv';

const { page, pbx, phoneWith, endOf, echoIsHeard } = sippWorld();

/** A telephone that calls the rep and follows the script, and the call as it comes in. */
async function callFrom(...steps: readonly Step[]) {
  const before = page().seen().length;
  const phone = await phoneWith({ steps, proxyPort: pbx().udpPort });
  const since = () =>
    page()
      .seen()
      .slice(before)
      .map(({ event }) => event);
  const what = () =>
    `the call to come in. ${phone.story()}. The page said: ${inWords(since())}. Kamailio said: ${pbx().log()}`;
  const incoming = await until(what, () => {
    if (phone.failed()) throw new Error(`Waited in vain: ${what()}`);
    return since().find(isIncoming);
  });
  return { ...incoming, phone };
}
type Incoming = Extract<CarrierEvent, { type: 'incoming' }>;
const isIncoming = (event: CarrierEvent): event is Incoming => event.type === 'incoming';
const inWords = (events: readonly CarrierEvent[]): string =>
  events
    .map((event) => (event.type === 'registration' ? event.registration.status : event.type))
    .join(', ') || 'nothing';
const UNTIL_BYE = [expectRequest('BYE'), replyInDialog(200)] as const;

describe('a telephone with plain RTP that follows a script (sipp) calls the rep', () => {
  it('is answered, both are heard, the caller hangs up', async () => {
    const { callId, phone, from, to, name } = await callFrom(
      invite(REP, { media }),
      expectAnswer(200),
      callerRequest('ACK', REP),
      untilTold(),
      callerRequest('BYE', REP),
      '<recv response="200"/>',
    );
    expect({ from, to, name }).toEqual({ from: 'sipp', to: REP, name: 'Sipp Caller' });
    await page().command({ type: 'answer', callId });
    await page().event(of(callId, 'answered'));
    await echoIsHeard(callId);
    await until('ACK', () => /^ACK /m.test(phone.messages()) || undefined);
    await phone.goOn();
    expect(await endOf(callId)).toEqual({ cause: 'hung-up' });
    await phone.done();
  });

  it('an INVITE without a description is answered with an offer (RFC 3261, 13.2.1)', async () => {
    const { callId, phone } = await callFrom(
      invite(REP),
      expectAnswer(200),
      callerRequest('ACK', REP, { media }),
      ...UNTIL_BYE,
    );
    await page().command({ type: 'answer', callId });
    await page().event(of(callId, 'answered'));
    await echoIsHeard(callId);
    await page().command({ type: 'hang-up', callId });
    await phone.done();
  });

  it.each([
    ['busy', 486],
    ['no-answer', 480],
  ] as const)('is rejected as %s: hears %i', async (as, status) => {
    const { callId, phone } = await callFrom(
      invite(REP, { media }),
      expectAnswer(status),
      callerRequest('ACK', REP),
    );
    await page().command({ type: 'reject', callId, as });
    expect(await endOf(callId)).toMatchObject({ cause: 'callee-rejected' });
    await phone.done();
  });

  it('is sent to another number: hears 302 with that number', async () => {
    const { callId, phone } = await callFrom(
      invite(REP, { media }),
      expectAnswer(302),
      callerRequest('ACK', REP),
    );
    await page().command({ type: 'forward', callId, number: '+48600000103' });
    await page().event(of(callId, 'ended'));
    await phone.done();
    expect(phone.messages()).toContain('Contact: <sip:+48600000103@sip.test>');
  });

  it('asks to be answered by itself, is not, and gives up: the rep’s side ends as the caller’s own decision', async () => {
    const { callId, phone } = await callFrom(
      invite(REP, { media, headers: BY_ITSELF }),
      '<recv response="100" optional="true"/><recv response="180"/>',
      cancel(REP),
      '<recv response="200"/><recv response="487"/>',
      callerRequest('ACK', REP),
    );
    expect(await endOf(callId)).toMatchObject({ cause: 'caller-canceled' });
    await phone.done();
  });

  it.each([
    ['without a name', '<sip:sipp@sip.test>', { from: 'sipp' }],
    ['anonymous', '"Anonymous" <sip:anonymous@anonymous.invalid>', { from: 'anonymous' }],
    [
      'a number in quotes and letters',
      '"Zażółć \\"gęślą\\"" <sip:+48600111222@sip.test>',
      { from: '+48600111222' },
    ],
  ] as const)('a caller %s rings', async (_, from, expected) => {
    const { phone, ...incoming } = await callFrom(
      invite(REP, { media, from }),
      expectAnswer(486),
      callerRequest('ACK', REP),
    );
    expect(incoming).toMatchObject(expected);
    await page().command({ type: 'reject', callId: incoming.callId, as: 'busy' });
    await phone.done();
  });
});
