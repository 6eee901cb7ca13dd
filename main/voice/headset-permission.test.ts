import { expect, it } from 'vitest';
import { type AskedDevice, mayBeHeadset } from './headset-permission.ts';

it.each<[string, AskedDevice, boolean]>([
  [
    'a headset of any maker',
    { vendorId: 0x1234, collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }] },
    true,
  ],
  ['a known maker’s keyboard', { vendorId: 0x046d, collections: [{ usagePage: 0x01 }] }, false],
  ['a known maker’s device that nothing is said of', { vendorId: 0x0b0e }, true],
  ['the same, with an empty list', { vendorId: 0x047f, collections: [] }, true],
  ['anybody’s device that nothing is said of', { vendorId: 0x1234 }, false],
])('%s', (_name, device, expected) => {
  expect(mayBeHeadset(device)).toBe(expected);
});
