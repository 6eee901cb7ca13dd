import { describe, expect, it, test } from 'vitest';
import { viewOf } from '../../../app/testing/sample-view.ts';
import type { LineState } from '../../../app/voice/quality.ts';
import { figureRows } from './quality-figures.ts';
import { adviceWords, alarmWords, keptLight, keptWords, lightWords, lineOf } from './quality-words.ts';

const line = (changes: Partial<LineState> = {}): LineState => ({
  hearing: 'sound',
  speaking: 'sent',
  mos: 4.3,
  figures: {},
  ...changes,
});

describe('the light', () => {
  test.each([
    [line(), 'Good line', 'live'],
    [line({ mos: 3.8 }), 'Fair line', 'wait'],
    [line({ mos: 2 }), 'Poor line', 'bad'],
    [line({ hearing: 'nothing', mos: 1 }), 'No sound', 'bad'],
    [line({ speaking: 'no-microphone' }), 'No sound', 'bad'],
    [line({ hearing: 'quiet' }), 'Good line', 'live'],
  ])('%#: %o', (state, text, tone) => {
    expect(lightWords(state)).toEqual({ text, tone });
  });

  it('is off before anything was measured, on hold and after the end', () => {
    expect(lightWords(line({ mos: undefined }))).toBeNull();
    const talking = viewOf({ phase: 'talking', quality: { now: line() } });
    expect(lineOf(talking)).toEqual(line());
    expect(lineOf({ ...talking, held: true })).toBeNull();
    expect(lineOf({ ...talking, heldByFarEnd: true })).toBeNull();
    expect(lineOf({ ...talking, phase: 'ended' })).toBeNull();
    expect(lineOf(viewOf({ phase: 'talking' }))).toBeNull();
  });
});

describe('the alarm', () => {
  test.each([
    [{ hearing: 'nothing', speaking: 'not-sent' }, 'No sound in either direction'],
    [{ hearing: 'nothing', speaking: 'sent' }, 'Nothing comes from the other side'],
    [{ hearing: 'sound', speaking: 'no-microphone' }, 'You can’t be heard: the microphone is gone'],
    [{ hearing: 'sound', speaking: 'not-sent' }, 'You can’t be heard'],
    [{ hearing: 'quiet', speaking: 'not-arriving' }, 'You can’t be heard'],
  ] as const)('%o', (ways, what) => {
    expect(alarmWords(line(ways))?.what).toBe(what);
    expect(adviceWords(line({ ...ways, trouble: 'loss-in', mos: 1 }))).toBeNull();
  });

  it('is none for a line that is only bad, or silent', () => {
    expect(alarmWords(line({ mos: 1.2, trouble: 'loss-both' }))).toBeNull();
    expect(alarmWords(line({ hearing: 'quiet' }))).toBeNull();
  });
});

describe('advice', () => {
  test.each([
    ['loss-in', 'wifi', /Your Wi-Fi loses.*use a cable/],
    ['loss-both', 'cellular', /Your mobile network.*reception/],
    ['loss-both', 'ethernet', /Your network loses/],
    ['loss-in', undefined, /they say don’t arrive.*other side’s connection/],
    ['loss-out', undefined, /you say don’t arrive.*uploads.*other side’s connection/],
    ['jitter-in', 'wifi', /Their voice.*Wi-Fi is busy/],
    ['jitter-out', 'ethernet', /Your voice.*uploads/],
    ['delay', 'vpn', /delay is long.*Your VPN/],
    ['delay', 'ethernet', /delay is long.*on a VPN\?/],
  ] as const)('for %s over %s', (trouble, network, words) => {
    const advice = adviceWords(line({ mos: 3, trouble, figures: { network } }));
    expect(`${advice?.what} ${advice?.remedy}`).toMatch(words);
  });

  it('is not given for a good line, nor without a cause', () => {
    expect(adviceWords(line({ trouble: 'delay' }))).toBeNull();
    expect(adviceWords(line({ mos: 2 }))).toBeNull();
  });

  it('says that the other side is silent so far', () => {
    expect(adviceWords(line({ hearing: 'quiet' }))?.what).toBe('The other side is silent so far.');
  });
});

test.each([
  [undefined, undefined],
  [{}, undefined],
  [{ average: 4.3, worst: 4.1 }, 'Good line'],
  [{ average: 4.3, worst: 2.4 }, 'Good line, poor at times'],
  [{ average: 4.1, worst: 1 }, 'Good line, without sound at times'],
  [{ average: 3.7, worst: 3.6 }, 'Fair line'],
  [{ average: 2, worst: 1.5 }, 'Poor line'],
] as const)('a call whose line was %o reads %s', (quality, text) => {
  expect(keptWords(quality)?.text).toBe(text);
  expect(text?.startsWith(keptLight(quality)?.text ?? '–') ?? keptLight(quality) === null).toBe(true);
});

test('figures have names and units; what was not measured is left out', () => {
  const figures = { roundTrip: 41.6, lossIn: 0.25, network: 'wifi', codec: 'opus' } as const;
  expect(figureRows({ now: line({ figures }), average: 4.21, worst: 3.04 })).toEqual([
    { name: 'Score, of 4.5 (MOS)', value: '4.3' },
    { name: 'Score on average', value: '4.2' },
    { name: 'Score at its lowest', value: '3.0' },
    { name: 'Delay there and back', value: '42 ms' },
    { name: 'Lost on the way to you', value: '0.3 %' },
    { name: 'Sound format', value: 'opus' },
    { name: 'Network', value: 'Wi-Fi' },
  ]);
  expect(figureRows({})).toEqual([]);
});
