import { describe, expect, it } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { until } from '../until.ts';
import { COLLEAGUE } from './numbers.ts';
import { practiceWorld, REP_HERTZ as REP } from './practice-world.ts';

const A = '+12025550113';
const A_HERTZ = 660;
const BEEP_HERTZ = 440;

const { browser, pbx, page, calls } = practiceWorld();

describe('a second caller', () => {
  it('beeps softly while the rep talks, and rings out loud when the rep no longer does', async () => {
    const first = await calls().talk(A);
    pbx().call({ says: 'silence' });
    const { callId } = await calls().rings();
    await calls().hears(callId, BEEP_HERTZ);
    const { loudness } = await page().hear(callId);
    expect(loudness).toBeLessThan(0.05);
    await calls().hears(first, A_HERTZ);
    await page().command({ type: 'hang-up', callId: first });
    await until('it rings', async () => (await page().hear(callId)).hertz > 500 || undefined);
    await page().command({ type: 'silence', callId });
    await calls().hears(callId, 0);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('is answered while the first is held, and both are there', async () => {
    const first = await calls().talk(A);
    const caller = pbx().call({ hertz: 880 });
    const { callId: second } = await calls().rings();
    await page().command({ type: 'hold', callId: first, held: true });
    await page().command({ type: 'answer', callId: second });
    await calls().has(second, 'answered');
    await calls().hears(second, 880);
    await calls().hears(first, 0);
    await until('the caller hears the rep', () => caller.inbound().amplitudeAt(REP) > 300 || undefined);
    await until(
      'the first hears nothing',
      () => pbx().legs()[0]?.inbound.dominantFrequency === 0 || undefined,
    );
  });

  it('is sent to another number (302), and talks to that one', async () => {
    const caller = pbx().call({ hertz: 880 });
    const { callId } = await calls().rings();
    await page().command({ type: 'forward', callId, number: A });
    expect(await calls().ends(callId)).toMatchObject({ cause: 'callee-rejected' });
    await until('it is refused with 302', () => caller.status() === 302 || undefined);
    expect(caller.redirectedTo()).toBe(A);
    await until('the caller hears the other', () => caller.inbound().amplitudeAt(A_HERTZ) > 300 || undefined);
  });
});

describe('a colleague at a telephone of the same kind', () => {
  it('is called, is connected with a customer, and both go on without the rep', async () => {
    const other = await browser().open(pbx().colleague);
    const theirs = talkingOn(other);
    await theirs.registered();
    const customer = await calls().talk(A);
    await calls().holds(customer, true);
    const consulted = await page().dial(COLLEAGUE);
    const { callId } = await theirs.rings();
    await calls().has(consulted, 'ringing');
    await other.command({ type: 'answer', callId });
    await calls().has(consulted, 'answered');
    await theirs.hears(callId, REP, 10);
    await page().command({ type: 'transfer-to', callId: customer, otherCallId: consulted });
    await calls().ends(customer);
    await calls().ends(consulted);
    await theirs.hears(callId, A_HERTZ);
    await until('the customer hears the colleague', () => {
      const heard = pbx()
        .legs()
        .find(({ number }) => number === A)?.inbound;
      return (heard?.amplitudeAt(REP) ?? 0) > 300 || undefined;
    });
    await other.close();
  });

  it('says no, and the caller hears it', async () => {
    const other = await browser().open(pbx().colleague);
    const theirs = talkingOn(other);
    await theirs.registered();
    const callId = await page().dial(COLLEAGUE);
    const incoming = await theirs.rings();
    await other.command({ type: 'reject', callId: incoming.callId, as: 'busy' });
    expect(await calls().ends(callId)).toMatchObject({ cause: 'callee-rejected', status: 486 });
    await other.close();
  });
});

describe('keys', () => {
  it('go by INFO to a far end without RFC 4733', async () => {
    const callId = await calls().talk('+12025550117');
    await page().command({ type: 'send-digits', callId, digits: '12#' });
    await until('all keys', () => pbx().legs().at(-1)?.digits === '12#' || undefined);
    expect(
      pbx()
        .journal()
        .filter(({ event }) => event === 'INFO'),
    ).toHaveLength(3);
  });

  it('wait for a microphone that comes after the answer', async () => {
    await page().evaluate(`void (() => {
      const { replaceTrack } = RTCRtpSender.prototype;
      RTCRtpSender.prototype.replaceTrack = async function (track) {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return replaceTrack.call(this, track);
      };
    })()`);
    const callId = await page().dial('+12025550108');
    await page().command({ type: 'send-digits', callId, digits: '123' });
    await calls().has(callId, 'digits', ({ done, sent }) => done && sent === 3);
    await until('all keys', () => pbx().legs().at(-1)?.digits === '123' || undefined);
  });
});
