import { describe, expect, it } from 'vitest';
import { watchStandstill } from '../browser/standstill.ts';
import { until } from '../until.ts';
import { practiceWorld, REP_HERTZ as REP } from './practice-world.ts';

const A = '+12025550113';
const A_HERTZ = 660;
const B = '+12025550114';
const B_HERTZ = 880;

const { pbx, page, calls } = practiceWorld();

const farEnd = (number: string) =>
  pbx()
    .legs()
    .findLast((leg) => leg.number === number);
/** Waits until a far end hears these frequencies and none of the others. */
const farEndHears = (what: () => { amplitudeAt(hertz: number): number } | undefined, ...hertz: number[]) =>
  until(`the far end hears ${hertz.join(' and ') || 'nothing'}`, () => {
    const loud = [REP, A_HERTZ, B_HERTZ, 550].filter((each) => (what()?.amplitudeAt(each) ?? 0) > 300);
    return (loud.length === hertz.length && hertz.every((each) => loud.includes(each))) || undefined;
  });
const journalHas = (event: string) =>
  until(
    `${event} at the PBX`,
    () =>
      pbx()
        .journal()
        .some((entry) => entry.event === event) || undefined,
  );

describe('hold', () => {
  it('silences both ways and brings both back', async () => {
    const callId = await calls().talk(A);
    await calls().hears(callId, A_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP);
    await calls().holds(callId, true);
    await calls().hears(callId, 0);
    await farEndHears(() => farEnd(A)?.inbound);
    await journalHas('INVITE');
    await calls().holds(callId, false);
    await calls().hears(callId, A_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP);
  });

  it.each([
    ['refuses', '+12025550115'],
    ['never answers', '+12025550116'],
  ])('is whole for the rep where the far end %s it', async (_, number) => {
    const callId = await calls().talk(number);
    await farEndHears(() => farEnd(number)?.inbound, REP);
    await calls().hears(callId, 550);
    const lost = await watchStandstill(page());
    const before = performance.now();
    await calls().holds(callId, true);
    expect(performance.now() - before - (await lost())).toBeLessThan(2000);
    await farEndHears(() => farEnd(number)?.inbound);
    await calls().hears(callId, 0);
    await calls().holds(callId, false);
    await calls().hears(callId, 550);
    await farEndHears(() => farEnd(number)?.inbound, REP);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('is offered again after an offer that could not even be made', async () => {
    const callId = await calls().talk(A);
    await calls().hears(callId, A_HERTZ);
    await page().evaluate<void>(`void (() => {
      const { prototype } = RTCRtpTransceiver;
      const direction = Object.getOwnPropertyDescriptor(prototype, 'direction');
      const set = () => {
        Object.defineProperty(prototype, 'direction', direction);
        throw new DOMException('closed', 'InvalidStateError');
      };
      Object.defineProperty(prototype, 'direction', { ...direction, set });
    })()`);
    for (const held of [true, false, true]) await calls().holds(callId, held);
    await until(
      'a re-INVITE',
      () =>
        pbx()
          .journal()
          .filter(({ event }) => event === 'INVITE').length > 1 || undefined,
    );
    await calls().holds(callId, false);
    await calls().hears(callId, A_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP);
  });

  it('says what was wanted last, however fast it changes', async () => {
    const callId = await calls().talk(A);
    for (const held of [true, false, true, false, true]) await page().command({ type: 'hold', callId, held });
    await farEndHears(() => farEnd(A)?.inbound);
    await calls().hears(callId, 0);
    await page().command({ type: 'hold', callId, held: false });
    await calls().hears(callId, A_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it.each(['sendonly', 'inactive', 'legacy-hold'] as const)('by the far end is told: %s', async (how) => {
    const callId = await calls().talk(A);
    await calls().hears(callId, A_HERTZ);
    pbx().hold(how);
    await calls().has(callId, 'held-by-far-end', ({ held }) => held);
    pbx().hold('sendrecv');
    await calls().has(callId, 'held-by-far-end', ({ held }) => !held);
    await farEndHears(() => farEnd(A)?.inbound, REP);
    await calls().hears(callId, A_HERTZ);
    expect(calls().all(callId, 'held')).toEqual([]);
  });

  it('by both at once is agreed in the end', async () => {
    const callId = await calls().talk(A);
    await calls().hears(callId, A_HERTZ);
    pbx().hold('sendonly');
    await calls().holds(callId, true);
    await calls().has(callId, 'held-by-far-end', ({ held }) => held);
    await farEndHears(() => farEnd(A)?.inbound);
    await calls().holds(callId, false);
    pbx().hold('sendrecv');
    await calls().has(callId, 'held-by-far-end', ({ held }) => !held);
    await calls().hears(callId, A_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP);
  });
});

describe('two calls', () => {
  it('are swapped', async () => {
    const first = await calls().talk(A);
    await calls().holds(first, true);
    const second = await calls().talk(B);
    await calls().hears(second, B_HERTZ);
    await calls().hears(first, 0);
    await farEndHears(() => farEnd(B)?.inbound, REP);
    await farEndHears(() => farEnd(A)?.inbound);
    await calls().holds(second, true);
    await calls().holds(first, false);
    await calls().hears(first, A_HERTZ);
    await calls().hears(second, 0);
    await farEndHears(() => farEnd(A)?.inbound, REP);
    await farEndHears(() => farEnd(B)?.inbound);
  });

  it('become a conference, in which a muted rep still lets the others hear each other, and part again', async () => {
    const first = await calls().talk(A);
    await calls().holds(first, true);
    const second = await calls().talk(B);
    await page().command({ type: 'conference', callIds: [first, second] });
    await page().event((event) => event.type === 'conference' && event.callIds.length === 2);
    await calls().hears(first, A_HERTZ);
    await calls().hears(second, B_HERTZ);
    await farEndHears(() => farEnd(A)?.inbound, REP, B_HERTZ);
    await farEndHears(() => farEnd(B)?.inbound, REP, A_HERTZ);
    await page().command({ type: 'mute', callId: first, muted: true });
    await farEndHears(() => farEnd(A)?.inbound, B_HERTZ);
    await farEndHears(() => farEnd(B)?.inbound, A_HERTZ);
    expect(calls().all(second, 'muted').at(-1)?.muted).toBe(true);
    await page().command({ type: 'mute', callId: second, muted: false });
    await farEndHears(() => farEnd(A)?.inbound, REP, B_HERTZ);
    await page().command({ type: 'hang-up', callId: second });
    await page().event((event) => event.type === 'conference' && event.callIds.length === 0);
    await farEndHears(() => farEnd(A)?.inbound, REP);
    await calls().hears(first, A_HERTZ);
  });

  it('holding one ends the conference, and the other goes on', async () => {
    const [first, second] = [await calls().talk(A), await calls().talk(B)];
    await page().command({ type: 'conference', callIds: [first, second] });
    await farEndHears(() => farEnd(A)?.inbound, REP, B_HERTZ);
    await calls().holds(first, true);
    await page().event((event) => event.type === 'conference' && event.callIds.length === 0);
    await farEndHears(() => farEnd(A)?.inbound);
    await farEndHears(() => farEnd(B)?.inbound, REP);
  });
});

describe('transfer', () => {
  it('to a number: the far ends hear each other, the leg ends', async () => {
    const callId = await calls().talk(A);
    await page().command({ type: 'transfer', callId, number: B });
    await calls().has(callId, 'transfer', ({ status }) => status === 'done');
    expect(await calls().ends(callId)).toMatchObject({ cause: 'hung-up' });
    expect(
      calls()
        .all(callId, 'transfer')
        .map(({ status }) => status),
    ).toEqual(['trying', 'done']);
    await farEndHears(() => farEnd(A)?.inbound, B_HERTZ);
    await farEndHears(() => pbx().connected()[0]?.inbound(), A_HERTZ);
  });

  it.each([
    ['+12025550113', '+12025550102', 486],
    ['+12025550113', '+12025550105', 404],
    ['+12025550123', '+12025550114', 403],
  ])('of %s to %s fails with %i, and the call is as before', async (number, to, sipStatus) => {
    const callId = await calls().talk(number);
    await page().command({ type: 'transfer', callId, number: to });
    expect(await calls().has(callId, 'transfer', ({ status }) => status !== 'trying')).toMatchObject({
      status: 'failed',
      sipStatus,
    });
    await farEndHears(() => farEnd(number)?.inbound, REP);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('is done by a far end that hangs up instead of telling', async () => {
    const callId = await calls().talk('+12025550119');
    await page().command({ type: 'transfer', callId, number: B });
    await calls().ends(callId);
    expect(
      calls()
        .all(callId, 'transfer')
        .map(({ status }) => status),
    ).toEqual(['trying', 'done']);
  });

  it('to another call connects the two, and both legs end', async () => {
    const first = await calls().talk(A);
    await calls().holds(first, true);
    const second = await calls().talk(B);
    await page().command({ type: 'transfer-to', callId: first, otherCallId: second });
    expect(await calls().ends(first)).toMatchObject({ cause: 'hung-up' });
    expect(await calls().ends(second)).toMatchObject({ cause: 'hung-up' });
    expect(
      calls()
        .all(first, 'transfer')
        .map(({ status }) => status),
    ).toEqual(['trying', 'done']);
    await farEndHears(() => farEnd(A)?.inbound, B_HERTZ);
    await farEndHears(() => farEnd(B)?.inbound, A_HERTZ);
  });

  it('of a caller to another call: the tags are those of the far end', async () => {
    const caller = pbx().call({ says: 'tone', hertz: A_HERTZ });
    const { callId: first } = await calls().rings();
    await page().command({ type: 'answer', callId: first });
    await calls().has(first, 'answered');
    const second = await calls().talk(B);
    await page().command({ type: 'transfer-to', callId: second, otherCallId: first });
    await calls().ends(first);
    await calls().ends(second);
    await farEndHears(caller.inbound, B_HERTZ);
    await farEndHears(() => farEnd(B)?.inbound, A_HERTZ);
  });

  it('to a call that only rings yet is a transfer to its number', async () => {
    const first = await calls().talk(A);
    const second = await page().dial('+12025550100');
    await calls().has(second, 'ringing');
    await page().command({ type: 'transfer-to', callId: first, otherCallId: second });
    await calls().ends(first);
    expect(await calls().ends(second)).toMatchObject({ cause: 'caller-canceled' });
    expect(
      pbx()
        .connected()
        .map(({ number }) => number),
    ).toEqual(['+12025550100']);
  });
});
