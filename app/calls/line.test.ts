import { describe, expect, it } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import type { Call } from './call.ts';
import { hasLine, lineFacts, mayRing } from './line.ts';
import { conferees, mayPress, mayTakeLine, mayTransfer } from './refusals.ts';

const dialing = sampleCall({ id: 'dialing', phase: 'dialing', dialedAt: 1 });
const waiting = sampleCall({ id: 'waiting', phase: 'dialing', waitsForLine: true });
const confirming = sampleCall({ id: 'confirming' });
const talking = sampleCall({ id: 'talking', phase: 'talking', dialedAt: 1, answeredAt: 2 });
const held: Call = { ...talking, id: 'held', held: true };
const resuming: Call = { ...held, id: 'resuming', holdAsked: false };
const leaving: Call = { ...talking, id: 'leaving', holdAsked: true };
const rings = sampleCall({
  ...{ id: 'rings', direction: 'inbound', phase: 'incoming' },
  inbound: { to: '', logged: true },
});
const unheard: Call = { ...rings, id: 'unheard', inbound: { to: '', logged: true, ignored: true } };
const pickedUp: Call = { ...rings, id: 'picked up', inbound: { to: '', logged: true, pickedUpAt: 1 } };

describe('who has the line', () => {
  it.each([
    [dialing, true],
    [waiting, false],
    [confirming, false],
    [talking, true],
    [held, false],
    [resuming, true],
    [leaving, true],
    [rings, false],
    [pickedUp, true],
    [{ ...pickedUp, waitsForLine: true }, false],
  ])('%#', (call, has) => {
    expect(hasLine(call)).toBe(has);
  });

  it.each<[what: string, up: readonly Call[], busy: boolean, taken: boolean, kept: boolean]>([
    ['nobody', [], false, false, false],
    ['a held call', [held], false, false, false],
    ['two held calls: no room for a third', [held, { ...held, id: 'b' }], true, false, false],
    ['a call that talks', [talking, held], true, true, true],
    ['one about to be held', [leaving], true, true, false],
    ['one that waits for Outreach', [confirming], true, false, false],
    ['one that rings here', [rings], true, false, false],
    ['one that rings unheard', [unheard], false, false, false],
  ])('%s', (_what, up, lineBusy, lineTaken, lineKept) => {
    expect(lineFacts(undefined, up)).toEqual({ lineBusy, lineTaken, lineKept });
  });

  it('the calls of one conference have it together', () => {
    const [one, other] = [talking, { ...talking, id: 'b' }].map((call) => ({
      ...call,
      conference: 'in' as const,
    }));
    expect(one && other && lineFacts(one, [one, other]).lineTaken).toBe(false);
    expect(one && lineFacts(held, [one, held]).lineTaken).toBe(true);
  });
});

describe('what is refused', () => {
  it.each<
    [what: string, others: readonly Call[], how: 'hold' | 'end', isNew: boolean, code: string | undefined]
  >([
    ['nothing where nobody is', [], 'hold', true, undefined],
    ['nothing beside one call', [talking], 'hold', true, undefined],
    ['holding what is not answered', [dialing], 'hold', true, 'cannot-hold'],
    ['holding what is being answered', [pickedUp], 'hold', true, 'cannot-hold'],
    ['not ending it', [dialing], 'end', true, undefined],
    ['a third call', [talking, held], 'hold', true, 'too-many-calls'],
    ['a third beside two on hold', [held, { ...held, id: 'b' }], 'end', true, 'too-many-calls'],
    ['not one in place of another', [talking, held], 'end', true, undefined],
    ['not a swap', [talking, held], 'hold', false, undefined],
    ['no call that only rings counts', [talking, rings], 'hold', true, undefined],
  ])('%s', (_what, others, how, isNew, code) => {
    const answer = mayTakeLine(others, how, isNew);
    expect(answer.ok ? undefined : answer.failure.code).toBe(code);
  });

  it('a transfer before the answer, and one beside another', () => {
    expect(mayTransfer(dialing)).toMatchObject({ failure: { code: 'not-connected' } });
    expect(mayTransfer({ ...talking, transfer: { status: 'trying' } })).toMatchObject({
      failure: { code: 'transfer-under-way' },
    });
    expect(mayTransfer({ ...talking, transfer: { status: 'failed' } }).ok).toBe(true);
  });

  it('keys that nobody hears', () => {
    const alerting: Call = { ...dialing, phase: 'ringing' };
    expect(mayPress(alerting).ok).toBe(false);
    expect(mayPress({ ...alerting, earlyMedia: true }).ok).toBe(true);
    expect(mayPress(held)).toMatchObject({ failure: { code: 'on-hold' } });
    expect(mayPress({ ...talking, heldByFarEnd: true }).ok).toBe(true);
  });

  it('a conference of one', () => {
    expect(conferees([talking, rings, dialing])).toMatchObject({ failure: { code: 'too-few-calls' } });
    expect(conferees([talking, held])).toMatchObject({ ok: true });
  });

  it('a second call that rings aloud, and a call beside it that does not', () => {
    expect([[], [talking, held], [unheard], [rings]].map((up) => mayRing(up))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
