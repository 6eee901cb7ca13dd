import { describe, expect, it } from 'vitest';
import { type LineBehaviour, lineOf } from '../testing/media-line.ts';
import { createSilenceWatch } from './quality-silence.ts';

/** Looks twice a second for each stretch in turn; the last verdict. */
function watched(...stretches: readonly (Omit<LineBehaviour, 'at'> & { readonly seconds: number })[]) {
  const watch = createSilenceWatch();
  const line = lineOf();
  let at = 0;
  let verdict = watch.take(line.next({ at }));
  for (const { seconds, ...behaviour } of stretches)
    for (let look = 0; look < seconds * 2; look += 1) {
      at += 500;
      verdict = watch.take(line.next({ at, ...behaviour }));
    }
  return verdict;
}

const FINE = { hearing: 'sound', speaking: 'sent' };

describe('what comes', () => {
  it('is fine while packets come', () => {
    expect(watched({ seconds: 30 })).toEqual(FINE);
  });

  it('is nothing when none come from the start, or later', () => {
    expect(watched({ seconds: 2, comes: false }).hearing).toBe('nothing');
    expect(watched({ seconds: 10 }, { seconds: 2, comes: false }).hearing).toBe('nothing');
  });

  it('is not nothing for a short gap, and fine again when packets come again', () => {
    expect(watched({ seconds: 3 }, { seconds: 1, comes: false }).hearing).toBe('sound');
    expect(watched({ seconds: 3 }, { seconds: 4, comes: false }, { seconds: 0.5 }).hearing).toBe('sound');
  });

  it('is sound when a person says nothing for a minute after having spoken', () => {
    expect(watched({ seconds: 3 }, { seconds: 60, silent: true })).toEqual(FINE);
  });

  it('is quiet when there was never any sound, until there is', () => {
    expect(watched({ seconds: 3, silent: true }).hearing).toBe('quiet');
    expect(watched({ seconds: 3, silent: true }, { seconds: 0.5 }).hearing).toBe('sound');
  });

  it('may pause for longer where comfort noise was agreed on, but only out of silence', () => {
    const pause = { comes: false, mayPause: true };
    expect(watched({ seconds: 3, silent: true, mayPause: true }, { seconds: 8, ...pause }).hearing).not.toBe(
      'nothing',
    );
    expect(watched({ seconds: 3, silent: true, mayPause: true }, { seconds: 11, ...pause }).hearing).toBe(
      'nothing',
    );
    expect(watched({ seconds: 3, mayPause: true }, { seconds: 2, ...pause }).hearing).toBe('nothing');
    expect(watched({ seconds: 2, ...pause }).hearing).toBe('nothing');
  });

  it('is not looked at on hold, and has its time after it', () => {
    expect(watched({ seconds: 3 }, { seconds: 30, held: true })).toEqual(FINE);
    expect(watched({ seconds: 3 }, { seconds: 30, held: true }, { seconds: 1, comes: false })).toEqual(FINE);
  });
});

describe('what leaves', () => {
  it('is not sent when no packets leave', () => {
    expect(watched({ seconds: 3 }, { seconds: 2, leaves: false }).speaking).toBe('not-sent');
  });

  it('is not sent when there is no way to the far end, whatever is handed to the network', () => {
    expect(watched({ seconds: 3 }, { seconds: 2, reached: false }).speaking).toBe('not-sent');
    expect(watched({ seconds: 3 }, { seconds: 1, reached: false }, { seconds: 1 }).speaking).toBe('sent');
  });

  it('has no microphone when it is gone, but may have another one within two seconds', () => {
    expect(watched({ seconds: 3 }, { seconds: 2, microphone: false }).speaking).toBe('no-microphone');
    expect(watched({ seconds: 3 }, { seconds: 1, microphone: false }, { seconds: 3 }).speaking).toBe('sent');
  });

  it('does not arrive when the far end reports that all of it is lost', () => {
    expect(watched({ seconds: 1, farEnd: { fractionLost: 1 } }).speaking).toBe('not-arriving');
    expect(watched({ seconds: 1, farEnd: { fractionLost: 0.6 } }).speaking).toBe('sent');
  });

  it('is nobody’s worry while the rep is muted or the call is on hold', () => {
    const all = { leaves: false, microphone: false, farEnd: { fractionLost: 1 } };
    expect(watched({ seconds: 9, muted: true, ...all }).speaking).toBe('sent');
    expect(watched({ seconds: 9, held: true, ...all }).speaking).toBe('sent');
  });
});
