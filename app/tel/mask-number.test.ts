import { expect, it } from 'vitest';
import { maskNumber } from './mask-number.ts';

it.each([
  ['+12345556789', '+1•••••6789'],
  ['+442079460958', '+4•••••0958'],
  ['+1-234-555-6789', '+1•••••6789'],
  ['12345556789', '•••••6789'],
  ['5551234', '•••••34'],
  ['+55512', '+•••••12'],
  ['7042', '•••••'],
  ['911', '•••••'],
  ['', '•••••'],
  ['Jane Doe', '•••••'],
])('%s → %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked);
});

it('hides at least three digits of every number, and its length', () => {
  for (let length = 3; length <= 20; length += 1) {
    const shown = maskNumber(`+${'7'.repeat(length)}`).replace(/[^7]/g, '');
    expect(length - shown.length).toBeGreaterThanOrEqual(3);
    expect(shown.length).toBeLessThanOrEqual(5);
  }
});
