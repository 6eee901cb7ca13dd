import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_AUDIO } from '../voice/audio.ts';
import { DEFAULT_PREFERENCES, readPreferences, writePreferences } from './preferences.ts';

const device = fc.option(fc.record({ id: fc.string(), label: fc.string() }));
const anyPreferences = fc.record({
  audio: fc.record({
    microphone: device,
    speaker: device,
    ringer: device,
    echoCancellation: fc.boolean(),
    noiseSuppression: fc.boolean(),
    gainControl: fc.boolean(),
    keepReady: fc.boolean(),
    ringVolume: fc.double({ min: 0, max: 1, noNaN: true }).map((volume) => volume + 0),
  }),
});

describe('readPreferences', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(anyPreferences, (value) => {
        expect(readPreferences(writePreferences(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['an empty object', '{}', DEFAULT_PREFERENCES],
    ['one key', '{"audio":{"keepReady":false}}', { audio: { ...DEFAULT_AUDIO, keepReady: false } }],
    [
      'keys of a later version',
      '{"audio":{"theme":"x","microphone":{"id":"a","label":"b","group":"c"}},"more":1}',
      { audio: { ...DEFAULT_AUDIO, microphone: { id: 'a', label: 'b' } } },
    ],
  ])('%s', (_name, text, expected) => {
    expect(readPreferences(text)).toEqual(expected);
  });

  it.each([
    '',
    'no JSON',
    '[]',
    'null',
    '{"audio":1}',
    '{"audio":{"ringVolume":2}}',
    '{"audio":{"speaker":{"id":1}}}',
  ])('refuses %s', (text) => {
    expect(readPreferences(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readPreferences(text);
      }),
    );
  });
});
