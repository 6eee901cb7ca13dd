import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END_CAUSES } from './carrier.ts';
import { type Breakage, endReasonOf, type LegEnding } from './end-reason.ts';

const leg: LegEnding = { direction: 'outbound', rang: false, answered: false, byUs: false };

describe('the end of a leg', () => {
  const rang = { rang: true };
  const rows: [string, Partial<LegEnding>, string][] = [
    ['486: rejected by the callee', { ...rang, status: 486 }, 'callee-rejected'],
    ['600 busy everywhere: rejected', { ...rang, status: 600 }, 'callee-rejected'],
    ['603 decline: rejected', { ...rang, status: 603 }, 'callee-rejected'],
    ['603 for a busy line', { status: 603, why: 'Q.850;cause=17;text="busy"' }, 'callee-rejected'],
    ['603 for no circuit', { ...rang, status: 603, why: 'Q.850;text="x" ;cause = 44' }, 'setup-failed'],
    ['603 for a failure', { status: 603, why: 'SIP;cause=603;text="no", q.850;cause=41' }, 'setup-failed'],
    ['603 for a reason nobody can read', { status: 603, why: 'Q.850;cause=' }, 'callee-rejected'],
    ['486, whatever the network says', { status: 486, why: 'Q.850;cause=34' }, 'callee-rejected'],
    ['486 without ringing: rejected', { status: 486 }, 'callee-rejected'],
    ['our CANCEL: the caller canceled', { ...rang, byUs: true }, 'caller-canceled'],
    ['our CANCEL and its 487', { ...rang, byUs: true, status: 487 }, 'caller-canceled'],
    ['our CANCEL before anything rang', { byUs: true }, 'caller-canceled'],
    ['408 after ringing: no answer', { ...rang, status: 408 }, 'timed-out'],
    ['480 after ringing: no answer', { ...rang, status: 480 }, 'timed-out'],
    ['504 after ringing: no answer', { ...rang, status: 504 }, 'timed-out'],
    ['487 nobody here asked for, after ringing', { ...rang, status: 487 }, 'timed-out'],
    ['our own ring time-out', { ...rang, breakage: 'ring-time' }, 'timed-out'],
    ['480 at once: failed to set up', { status: 480 }, 'setup-failed'],
    ['408 at once: failed to set up', { status: 408 }, 'setup-failed'],
    ['504 at once: failed to set up', { status: 504 }, 'setup-failed'],
    ['404: failed to set up', { status: 404 }, 'setup-failed'],
    ['404 after ringing: failed to set up', { ...rang, status: 404 }, 'setup-failed'],
    ['484 address incomplete', { status: 484 }, 'setup-failed'],
    ['604 does not exist anywhere', { status: 604 }, 'setup-failed'],
    ['488 not acceptable here', { status: 488 }, 'setup-failed'],
    ['606 not acceptable', { status: 606 }, 'setup-failed'],
    ['403 forbidden', { status: 403 }, 'setup-failed'],
    ['500', { status: 500 }, 'setup-failed'],
    ['503', { ...rang, status: 503 }, 'setup-failed'],
    ['302: redirects are not followed', { status: 302 }, 'setup-failed'],
    ['transport lost before the answer', { ...rang, breakage: 'transport' }, 'setup-failed'],
    ['no phone account', { breakage: 'no-account' }, 'setup-failed'],
    ['not registered', { breakage: 'not-registered' }, 'setup-failed'],
    ['no microphone', { breakage: 'microphone' }, 'setup-failed'],
    ['INVITE never left', { breakage: 'set-up' }, 'setup-failed'],
    ['no relay for the audio', { breakage: 'relay-refused' }, 'setup-failed'],
    ['nothing came back', { breakage: 'no-response' }, 'setup-failed'],
    ['BYE by the far end', { ...rang, answered: true }, 'hung-up'],
    ['BYE by us', { ...rang, answered: true, byUs: true }, 'hung-up'],
    [
      'our BYE while the connection was down',
      { answered: true, byUs: true, breakage: 'transport' },
      'hung-up',
    ],
    ['media lost after the answer', { answered: true, breakage: 'media' }, 'connection-lost'],
    ['transport lost after the answer', { answered: true, breakage: 'transport' }, 'connection-lost'],
    ['the page crashed after the answer', { answered: true, breakage: 'carrier' }, 'connection-lost'],
    ['inbound: the caller gave up', { direction: 'inbound', rang: true }, 'caller-canceled'],
    ['inbound: we refused', { direction: 'inbound', rang: true, byUs: true }, 'callee-rejected'],
    ['inbound: nobody here answered', { direction: 'inbound', ...rang, breakage: 'ring-time' }, 'timed-out'],
    ['inbound: BYE', { direction: 'inbound', answered: true }, 'hung-up'],
  ];
  it.each([
    ['SIP;cause=200;text="Call completed elsewhere"', 200],
    ['Q.850;cause=26, sip;cause=200', 200],
    ['SIP;cause=487', undefined],
    ['Q.850;cause=200', undefined],
    [undefined, undefined],
  ])('the caller of a ring group gave up: %s', (why, status) => {
    const ended = endReasonOf({ ...leg, direction: 'inbound', rang: true, why });
    expect(ended).toEqual({ cause: 'caller-canceled', ...(status === undefined ? {} : { status }) });
  });

  it.each(rows)('%s', (_, ending, cause) => {
    expect(endReasonOf({ ...leg, ...ending }).cause).toBe(cause);
  });

  it('says microphone where there was none', () => {
    expect(endReasonOf({ ...leg, breakage: 'microphone' })).toEqual({
      cause: 'setup-failed',
      text: expect.stringContaining('no microphone could be opened'),
    });
  });
  it('passes on status and reason phrase', () => {
    expect(endReasonOf({ ...leg, status: 486, phrase: 'Busy\r\n Here ' })).toEqual({
      cause: 'callee-rejected',
      status: 486,
      text: 'Busy Here',
    });
  });
  it.each(['+1 202 555 0100 is busy', 'x202-555', 'User 12 34'])(
    'keeps numbers out of the text: %s',
    (phrase) => {
      expect(endReasonOf({ ...leg, status: 486, phrase }).text).toBeUndefined();
    },
  );

  it('always has a cause, and a text the contract takes', () => {
    const breakages: Breakage[] = [
      'no-account',
      'not-registered',
      'microphone',
      'transport',
      'set-up',
      'no-response',
      'ring-time',
      'media',
      'carrier',
    ];
    const endings: fc.Arbitrary<LegEnding> = fc.record({
      direction: fc.constantFrom('outbound', 'inbound'),
      rang: fc.boolean(),
      answered: fc.boolean(),
      byUs: fc.boolean(),
      breakage: fc.option(fc.constantFrom(...breakages), { nil: undefined }),
      status: fc.option(fc.integer({ min: 300, max: 699 }), { nil: undefined }),
      phrase: fc.option(fc.string({ maxLength: 400 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(endings, (ending) => {
        const { cause, text } = endReasonOf(ending);
        expect(END_CAUSES).toContain(cause);
        expect(cause === 'hung-up' || cause === 'connection-lost').toBe(ending.answered);
        expect(text ?? '').not.toMatch(/\d{3}/);
        expect((text ?? '').length).toBeLessThanOrEqual(200);
      }),
    );
  });
});
