import { describe, expect, it } from 'vitest';
import { type Moment, play, request } from '../testing/call-history.ts';

const accepted: Moment = { type: 'outreach-accepted' };
const early: Moment = { type: 'ringing', earlyMedia: true };
const answered: Moment = { type: 'answered' };
const due: Moment = { type: 'timer', timer: 'extension' };
const send: Moment = { type: 'extension', action: 'send' };
const cancel: Moment = { type: 'extension', action: 'cancel' };
const press = (digits: string): Moment => ({ type: 'press', digits });
const sent = (count: number, done: boolean): Moment => ({ type: 'digits', sent: count, done });
const hold = (on: boolean): Moment => ({ type: 'hold', on });
const held = (on: boolean): Moment => ({ type: 'held', held: on });

/** What is sent, in order, and where the extension `12,3` is then. */
function outcome(...moments: readonly Moment[]) {
  const history = play(request({ extension: '12,3' }), [accepted, ...moments]);
  const digits = history.effects.flatMap((effect) => (effect.type === 'send-digits' ? [effect.digits] : []));
  const stopped = history.effects.filter(({ type }) => type === 'stop-digits').length;
  return { digits, stopped, progress: history.call.extensionProgress, history };
}

describe('an extension (spec, "Phone extension")', () => {
  it('counts down from the answer, and says until when', () => {
    const { digits, history, progress } = outcome(answered);
    expect(digits).toEqual([]);
    expect(progress).toEqual({
      status: 'counting',
      sent: 0,
      dialsAt: (history.call.answeredAt ?? 0) + 1_000,
    });
  });

  it.each<[what: string, moments: readonly Moment[], digits: readonly string[], status: string]>([
    ['is dialled when the time is up, pauses and all', [answered, due], ['12,3'], 'dialing'],
    ['is dialled once', [answered, due, sent(4, true), due], ['12,3'], 'dialed'],
    ['is sent at once where the rep says so', [answered, send, due], ['12,3'], 'dialing'],
    ['is sent again', [answered, due, sent(4, true), send], ['12,3', '12,3'], 'dialing'],
    ['is not sent twice at a time', [answered, due, send], ['12,3'], 'dialing'],
    ['has failed where it did not go out whole', [answered, due, sent(2, true)], ['12,3'], 'failed'],
    [
      'is sent again after it failed',
      [answered, due, sent(2, true), send, sent(4, true)],
      ['12,3', '12,3'],
      'dialed',
    ],
    ['is canceled before the answer', [cancel, answered, due], [], 'canceled'],
    ['is canceled in the countdown', [answered, cancel, due], [], 'canceled'],
    ['is sent after it was canceled', [answered, cancel, send], ['12,3'], 'dialing'],
    ['goes before keys pressed in the countdown', [answered, press('9')], ['12,3', '9'], 'dialing'],
    ['does not go before keys once it was canceled', [answered, cancel, press('9')], ['9'], 'canceled'],
    ['is not sent while nobody hears it', [send], [], 'waiting'],
    [
      'is sent by hand while an early announcement is heard',
      [early, send, sent(4, true), answered, due],
      ['12,3'],
      'dialed',
    ],
    ['waits while the call is held', [answered, hold(true), due], [], 'waiting'],
    [
      'counts down again when it is resumed',
      [answered, hold(true), held(true), hold(false), held(false)],
      [],
      'counting',
    ],
    [
      'that was under way has failed by the hold',
      [answered, due, sent(1, false), hold(true)],
      ['12,3'],
      'failed',
    ],
    [
      'is skipped when the call ends first',
      [answered, { type: 'ended', reason: { cause: 'hung-up' } }],
      [],
      'skipped',
    ],
  ])('%s', (_what, moments, digits, status) => {
    const { progress, digits: out } = outcome(...moments);
    expect(out).toEqual(digits);
    expect(progress?.status).toBe(status);
  });

  it('is dropped where the rep cancels it half way, and what was sent stays known', () => {
    const { progress, stopped } = outcome(answered, due, sent(2, false), cancel);
    expect([progress, stopped]).toEqual([{ status: 'canceled', sent: 2 }, 1]);
  });

  it('is not taken for keys that were pressed before it', () => {
    const { progress } = outcome(early, press('98'), answered, due, sent(2, true));
    expect(progress).toEqual({ status: 'dialing', sent: 0 });
  });

  it.each<[what: string, moments: readonly Moment[], status: string, sent: number]>([
    ['a report of the one that was canceled', [sent(3, false)], 'dialing', 0],
    ['the end of the one that was canceled', [sent(3, true)], 'dialing', 0],
    ['its own end after that', [sent(3, true), sent(4, true)], 'dialed', 4],
  ])('that is sent again: %s is told apart', (_what, moments, status, count) => {
    const { progress } = outcome(answered, due, sent(2, false), cancel, send, ...moments);
    expect(progress).toEqual({ status, sent: count });
  });

  it('waits as long as the setting says, and not at all for 0', () => {
    const at = (extensionWait: number) => {
      const { call } = play(request({ extension: '12' }), [accepted, { ...answered, extensionWait }]);
      return call.extensionProgress;
    };
    expect(at(0)?.status).toBe('dialing');
    expect(at(5_000)?.status).toBe('counting');
  });
});

describe('keys', () => {
  it('are sent while an early announcement is heard, and not before', () => {
    expect(outcome(early, press('1')).digits).toEqual(['1']);
    expect(outcome({ type: 'ringing', earlyMedia: false }, press('1')).digits).toEqual([]);
  });
});
