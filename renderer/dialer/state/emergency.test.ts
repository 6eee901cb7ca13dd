import { expect, it } from 'vitest';
import { snapshotOf } from '../../../app/testing/sample-view.ts';
import { isEmergencyCall } from './emergency.ts';

it.each([
  ['outbound', '911', true],
  ['outbound', '2222', true],
  ['outbound', '110', false],
  ['outbound', '+1911', false],
  ['inbound', '911', false],
] as const)('%s %s: %s', (direction, number, is) => {
  const snapshot = snapshotOf({ emergency: { numbers: ['2222'] } });
  expect(isEmergencyCall({ direction, number }, snapshot)).toBe(is);
});
