import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digitSteps,
  dtmfRelay,
  durationOf,
  GAP_MILLISECONDS,
  PAUSE_MILLISECONDS,
  TONE_MILLISECONDS,
} from './dtmf.ts';

describe('keys', () => {
  it('are tones of 160 ms at least, which is what arrives whole', () => {
    expect(TONE_MILLISECONDS).toBeGreaterThanOrEqual(160);
    expect(GAP_MILLISECONDS).toBeGreaterThanOrEqual(50);
  });
  it('become tones and pauses in order', () => {
    expect(digitSteps('1,#d')).toEqual([
      { kind: 'tone', tone: '1', sent: 1 },
      { kind: 'pause', sent: 2 },
      { kind: 'tone', tone: '#', sent: 3 },
      { kind: 'tone', tone: 'D', sent: 4 },
    ]);
  });
  it('take their time: a comma is one second', () => {
    expect(digitSteps('5,').map(durationOf)).toEqual([
      TONE_MILLISECONDS + GAP_MILLISECONDS,
      PAUSE_MILLISECONDS,
    ]);
    expect(PAUSE_MILLISECONDS).toBe(1000);
  });
  it('can go as INFO', () => {
    expect(dtmfRelay('#')).toBe('Signal=#\r\nDuration=160\r\n');
  });
  it('never change: what is sent are the keys that were asked for', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const steps = digitSteps(text);
        const keys = steps.map((step) => (step.kind === 'tone' ? step.tone : ',')).join('');
        expect(keys).toBe(text.toUpperCase().replace(/[^0-9*#A-D,]/g, ''));
      }),
    );
  });
});
