import { expect, it } from 'vitest';
import { transferRefusal } from './transfer-words.ts';

// RFC 3261, section 21, as a transfer's target or the far end itself answers (RFC 3515, section 2.4.4)
it.each([
  [486, 'It is busy there (486). You are still connected.'],
  [603, 'It was declined there (603). You are still connected.'],
  [480, 'Nobody answered (480). You are still connected.'],
  [404, 'The number does not exist (404). You are still connected.'],
  [405, 'The phone system can’t transfer this call (405). You are still connected.'],
  [503, 'The phone system is overloaded or down (503). You are still connected.'],
  [699, 'The transfer failed (699). You are still connected.'],
  [undefined, 'The transfer failed. You are still connected.'],
])('%s: %s', (status, words) => {
  expect(transferRefusal(status)).toBe(words);
});
