import { describe, expect, it } from 'vitest';
import { audioInView } from '../../../app/testing/sample-audio.ts';
import { MICROPHONE_STATES } from '../../../app/voice/audio.ts';
import { deviceName, deviceOptions, headsetWords, microphoneWords, missingWords } from './audio-words.ts';

const JABRA = { id: 'headset', label: 'Jabra Evolve 20 (0b0e:0300)' };

it('a device’s name is without its USB ids', () => {
  expect(deviceName('Jabra Evolve 20 (0b0e:0300)')).toBe('Jabra Evolve 20');
  expect(deviceName('Speakers (High Definition Audio)')).toBe('Speakers (High Definition Audio)');
});

describe('deviceOptions', () => {
  const texts = (audio = audioInView(), role: 'microphone' | 'ringer' = 'microphone') => {
    const { options, chosen } = deviceOptions(audio, role);
    return { texts: options.map(({ text }) => text), chosen };
  };

  it('offers the system’s and what is plugged in', () => {
    expect(texts()).toEqual({
      texts: ['System default', 'Laptop microphone', 'Jabra Evolve 20'],
      chosen: '',
    });
    expect(texts(audioInView(), 'ringer').texts).toContain('Desk speakers');
  });

  it('knows the chosen one by its label when its id is another one now', () => {
    expect(texts(audioInView({}, { microphone: { ...JABRA, id: 'old' } })).chosen).toBe('headset');
  });

  it('keeps the chosen one when it is not plugged in, and says so', () => {
    const audio = audioInView(
      { inputs: [], missing: [{ role: 'microphone', label: JABRA.label, lost: true }] },
      { microphone: JABRA },
    );
    expect(texts(audio)).toEqual({
      texts: ['System default', 'Jabra Evolve 20 (not plugged in)'],
      chosen: 'headset',
    });
    expect(missingWords(audio, 'microphone')).toContain('your system’s microphone is used');
    expect(missingWords(audio, 'speaker')).toBeUndefined();
  });

  it('keeps the chosen one while names are hidden', () => {
    const audio = audioInView({ inputs: [{ id: '', label: '' }] }, { microphone: JABRA });
    expect(texts(audio).texts).toEqual(['System default', 'Jabra Evolve 20']);
  });

  it('offers nothing without a name', () => {
    expect(texts(audioInView({ inputs: [{ id: '', label: '' }] })).texts).toEqual(['System default']);
  });
});

describe('microphoneWords', () => {
  it.each(MICROPHONE_STATES)('has words for %s', (microphone) => {
    expect(microphoneWords(audioInView({ microphone })).text).toMatch(/[a-z].*[.…]$|^In use: /);
  });
});

it('headsetWords', () => {
  expect(headsetWords(audioInView())).toBe('No headset with call buttons is plugged in.');
  expect(headsetWords(audioInView({ headsets: ['Jabra Evolve 20', 'Poly'] }))).toBe(
    'Answer, hang up and mute work on Jabra Evolve 20 and Poly.',
  );
});
