import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../app/result.ts';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { type AudioCommand, type AudioSettings, DEFAULT_AUDIO } from '../../app/voice/audio.ts';
import { createSound, type Sound } from './sound.ts';

const JABRA = { id: '1', label: 'Jabra Evolve 20' };
const LAPTOP = { id: '2', label: 'Laptop' };
const DESK = { id: '9', label: 'Desk speaker' };

let clock: ReturnType<typeof createFakeClock>;
let sent: AudioCommand[];
let kept: AudioSettings[];
let changes: number;
let diskFull: boolean;

function open(first: Partial<AudioSettings> = {}): Sound {
  clock = createFakeClock();
  sent = [];
  kept = [];
  changes = 0;
  return createSound({
    send: (command) => sent.push(command),
    first: { ...DEFAULT_AUDIO, ...first },
    keep(settings) {
      if (diskFull) return fail('preferences-not-kept', 'The disk is full.');
      kept.push(settings);
      return ok({});
    },
    clock,
    changed: () => {
      changes += 1;
    },
    onLevel: () => undefined,
    onHeadset: () => undefined,
  });
}
beforeEach(() => {
  diskFull = false;
});
const plug = (sound: Sound, inputs = [JABRA, LAPTOP], outputs = [DESK]) =>
  sound.report({ type: 'devices', inputs, outputs });

describe('what is chosen', () => {
  it('is kept, given to the page and shown', () => {
    const sound = open();
    sound.pageReady();
    expect(sound.choose({ microphone: JABRA, ringVolume: 0.2 })).toEqual({ ok: true, value: {} });
    const settings = { ...DEFAULT_AUDIO, microphone: JABRA, ringVolume: 0.2 };
    expect(kept).toEqual([settings]);
    expect(sent).toEqual([{ type: 'use', settings }]);
    expect(sound.view()?.settings).toEqual(settings);
  });

  it('waits for a page that is not up yet', () => {
    const sound = open();
    expect(sound.view()).toBeUndefined();
    sound.choose({ echoCancellation: false });
    expect(sent).toEqual([]);
    expect(sound.pageReady()).toEqual({ ...DEFAULT_AUDIO, echoCancellation: false });
  });

  it('is used although the disk refuses it, and that is said', () => {
    diskFull = true;
    const sound = open();
    sound.pageReady();
    expect(sound.choose({ keepReady: false })).toMatchObject({ failure: { code: 'preferences-not-kept' } });
    expect(sound.view()?.settings.keepReady).toBe(false);
    expect(sent).toHaveLength(1);
  });
});

describe('a chosen device that is not there', () => {
  const missing = (sound: Sound) => sound.view()?.missing;

  it('is not missed before the page has said what is plugged in, nor while labels are hidden', () => {
    const sound = open({ microphone: JABRA });
    sound.pageReady();
    expect(missing(sound)).toEqual([]);
    plug(sound, [{ id: 'x', label: '' }]);
    expect(missing(sound)).toEqual([]);
  });

  it('is missing without having been lost when it never was there', () => {
    const sound = open({ microphone: JABRA });
    sound.pageReady();
    plug(sound, [LAPTOP]);
    expect(missing(sound)).toEqual([{ role: 'microphone', label: JABRA.label, lost: false }]);
  });

  it('is lost when it goes, also the last one, and not missing when it comes back with another id', () => {
    const sound = open({ microphone: JABRA, ringer: DESK });
    sound.pageReady();
    plug(sound);
    expect(missing(sound)).toEqual([]);
    plug(sound, [], [DESK]);
    expect(missing(sound)).toEqual([{ role: 'microphone', label: JABRA.label, lost: true }]);
    plug(sound, [{ ...JABRA, id: 'new' }], []);
    expect(missing(sound)).toEqual([{ role: 'ringer', label: DESK.label, lost: true }]);
  });

  it('another choice starts anew', () => {
    const sound = open({ microphone: JABRA });
    sound.pageReady();
    plug(sound);
    sound.choose({ microphone: { id: 'p', label: 'Poly' } });
    expect(missing(sound)).toEqual([{ role: 'microphone', label: 'Poly', lost: false }]);
    sound.choose({ microphone: null });
    expect(missing(sound)).toEqual([]);
  });
});

describe('the level', () => {
  it('is watched while somebody asks again, and lapses when nobody does', () => {
    const sound = open();
    sound.pageReady();
    sound.watch(true);
    clock.advance(10_000);
    sound.watch(true);
    clock.advance(24_000);
    expect(sent).toEqual([
      { type: 'watch', on: true },
      { type: 'watch', on: true },
    ]);
    clock.advance(1001);
    expect(sent.at(-1)).toEqual({ type: 'watch', on: false });
    sound.watch(true);
    sound.watch(false);
    expect(sent.slice(3)).toEqual([
      { type: 'watch', on: true },
      { type: 'watch', on: false },
    ]);
  });

  it('a new page says anew what it has, and is watched as the one before', () => {
    const sound = open();
    sound.pageReady();
    sound.watch(true);
    plug(sound);
    sound.report({ type: 'microphone', state: 'open', using: 'Laptop', instead: true });
    expect(sound.view()).toMatchObject({ using: 'Laptop', instead: true });
    sound.report({ type: 'test', step: 'ringing' });
    sound.report({ type: 'headsets', names: ['Jabra'] });
    sound.pageReady();
    expect(sound.view()).toMatchObject({ inputs: [], microphone: 'closed', test: null, headsets: [] });
    expect(sound.view()).not.toHaveProperty('using');
    expect(sound.view()).not.toHaveProperty('instead');
    expect(sent.at(-1)).toEqual({ type: 'watch', on: true });
    clock.advance(60_000);
    expect(sent.at(-1)).toEqual({ type: 'watch', on: false });
  });

  it('each report but a level changes what is shown', () => {
    const sound = open();
    sound.pageReady();
    changes = 0;
    sound.report({ type: 'level', level: 0.5 });
    expect(changes).toBe(0);
    sound.report({ type: 'microphone', state: 'open' });
    sound.report({ type: 'test', step: 'recording' });
    expect(changes).toBe(2);
    expect(sound.view()).toMatchObject({ microphone: 'open', test: 'recording' });
  });
});
