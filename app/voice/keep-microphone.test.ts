import { describe, expect, it } from 'vitest';
import { keepMicrophoneFor } from './keep-microphone.ts';

const MINUTE = 60_000;

describe('keepMicrophoneFor', () => {
  it.each([
    ['a call of its own: one minute', [100 * MINUTE], 101 * MINUTE, true, MINUTE],
    ['two within ten minutes: five', [95 * MINUTE, 100 * MINUTE], 101 * MINUTE, true, 5 * MINUTE],
    ['two far apart: one', [5 * MINUTE, 100 * MINUTE], 101 * MINUTE, true, MINUTE],
    ['the settings were open, without a call: not', [], 101 * MINUTE, true, 1000],
    ['the last call was long ago: not', [5 * MINUTE], 101 * MINUTE, true, 1000],
    ['not without leave', [95 * MINUTE, 100 * MINUTE], 101 * MINUTE, false, 1000],
  ])('%s', (_name, begun, now, allowed, expected) => {
    expect(keepMicrophoneFor(begun, now, allowed)).toBe(expected);
  });
});
