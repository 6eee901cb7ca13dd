import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goesWith } from '../outbox/settle.ts';
import { type Moment, play, request } from '../testing/call-history.ts';
import { FINAL_STATES } from './call.ts';
import type { Happening } from './call-event.ts';
import { judgeUrl } from './recording-url.ts';

const url = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('https://a.example/1', 'https://a.example/2', 'http://b.example/3'),
  },
  fc.webUrl({ withQueryParameters: true }),
  fc.string(),
  fc.constantFrom(`https://a.example/${'x'.repeat(300)}`, 'https://u:p@a.example/', 'ftp://a.example/'),
);
const heard = fc
  .record({ kind: fc.constantFrom('recording' as const, 'voicemail' as const), url })
  .map((each): Happening => ({ type: 'recording', url: each }));
const lived = fc.constantFrom<Happening>(
  { type: 'outreach-accepted' },
  { type: 'confirmed' },
  { type: 'ringing', earlyMedia: false },
  { type: 'answered' },
  { type: 'hang-up' },
  { type: 'ended', reason: { cause: 'hung-up' } },
  { type: 'ended', reason: { cause: 'callee-rejected' } },
  { type: 'cut-off' },
);
const wait = fc.oneof(fc.nat(10_000), fc.integer({ min: -4_000_000, max: 4_000_000 }));
const moments: fc.Arbitrary<Moment[]> = fc.array(
  fc.tuple(fc.oneof(heard, lived), wait).map(([what, after]) => ({ ...what, after })),
  { maxLength: 25 },
);

test('whatever comes in whatever order: one address at most, behind the final state, that goes with it and may be sent', () => {
  let owed = 0;
  fc.assert(
    fc.property(moments, (events) => {
      const { call, effects } = play(request({ rule: 'at once' }), events);
      const updates = effects.flatMap((effect) => (effect.type === 'tell-outreach' ? [effect.update] : []));
      const urls = updates.filter((update) => update.kind !== 'state');
      expect(urls.length).toBeLessThanOrEqual(1);
      const [update] = urls;
      expect(call.recording?.status === 'owed').toBe(update !== undefined);
      if (update === undefined || update.kind === 'create') return;
      owed += 1;
      expect(updates.at(-1)).toBe(update);
      expect(FINAL_STATES).toContain(call.state);
      expect(goesWith(update.kind, call.state)).toBe(true);
      expect(update.kind).toBe('recording');
      expect(judgeUrl(update.url, []).ok).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  // About one history in 25 owes an address; without any, the property would have said nothing.
  expect(owed).toBeGreaterThan(50);
});
