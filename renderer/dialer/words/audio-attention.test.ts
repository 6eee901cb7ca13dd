import { describe, expect, it } from 'vitest';
import { audioInView } from '../../../app/testing/sample-audio.ts';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { MICROPHONE_STATES } from '../../../app/voice/audio.ts';
import { ofAudio } from './audio-attention.ts';

const talking = viewOf({ phase: 'talking' });

describe('ofAudio', () => {
  it('says nothing before anything is known, nor while everything is in order', () => {
    expect(ofAudio(snapshotOf())).toEqual([]);
    expect(ofAudio(snapshotOf({ audio: audioInView(), calls: [talking] }))).toEqual([]);
  });

  it.each(MICROPHONE_STATES)(
    'a microphone that is %s: in a call, while muted or on hold, and without one',
    (microphone) => {
      const kinds = (changes: object) =>
        ofAudio(snapshotOf({ audio: audioInView({ microphone }), ...changes })).map(
          ({ kind, title }) => `${kind}: ${title}`,
        );
      const inCall = {
        closed: [],
        open: [],
        silent: ['warning: They can’t hear you'],
        muted: ['warning: They can’t hear you'],
        missing: ['error: They can’t hear you'],
        busy: ['error: They can’t hear you'],
        refused: ['error: Outdial can’t use the microphone'],
      }[microphone];
      const otherwise = microphone === 'refused' ? inCall : [];
      expect(kinds({ calls: [talking] })).toEqual(inCall);
      expect(kinds({ calls: [{ ...talking, muted: true }] })).toEqual(otherwise);
      expect(kinds({ calls: [{ ...talking, held: true }] })).toEqual(otherwise);
      expect(kinds({ calls: [viewOf({ phase: 'ringing' })] })).toEqual(otherwise);
      expect(kinds({})).toEqual(otherwise);
    },
  );

  it('says in a call that another microphone than the chosen one is heard, and which', () => {
    const audio = audioInView(
      { instead: true },
      { microphone: { id: 'headset', label: 'Jabra (0b0e:0300)' } },
    );
    expect(ofAudio(snapshotOf({ audio }))).toEqual([]);
    expect(ofAudio(snapshotOf({ audio, calls: [talking] }))).toMatchObject([
      {
        kind: 'warning',
        message: expect.stringMatching(/^Jabra can’t be opened, so Laptop microphone is used/),
      },
    ]);
  });

  it('tells once of a device that was pulled out, whatever it was chosen for, and not of one that never was there', () => {
    const label = 'Jabra Evolve 20 (0b0e:0300)';
    const audio = audioInView({
      missing: [
        { role: 'microphone', label, lost: true },
        { role: 'speaker', label, lost: true },
        { role: 'ringer', label: 'Desk speakers', lost: false },
      ],
    });
    expect(ofAudio(snapshotOf({ audio }))).toEqual([
      {
        id: `lost-${label}`,
        kind: 'info',
        title: 'Jabra Evolve 20 was unplugged',
        message: 'Your system’s own device is used until it is back.',
      },
    ]);
  });
});
