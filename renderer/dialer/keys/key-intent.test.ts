import { describe, expect, it } from 'vitest';
import { type KeyMode, type KeyPress, keyIntent } from './key-intent.ts';

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    ctrl: false,
    meta: false,
    alt: false,
    shift: false,
    repeat: false,
    typing: false,
    ...changes,
  };
}

const chord = { ctrl: true, shift: true };
const MODES: KeyMode[] = ['idle', 'call', 'question'];

describe('keyIntent', () => {
  it.each([
    ['idle', '5', { type: 'type', characters: '5' }],
    ['idle', '+', { type: 'type', characters: '+' }],
    ['idle', '*', { type: 'type', characters: '*' }],
    ['idle', 'Backspace', { type: 'delete' }],
    ['idle', 'Escape', { type: 'leave' }],
    ['idle', 'm', null],
    ['call', '5', { type: 'key', digit: '5' }],
    ['call', '#', { type: 'key', digit: '#' }],
    ['call', '+', null],
    ['call', 'Backspace', null],
    ['call', 'm', { type: 'toggle-mute' }],
    ['call', 'M', { type: 'toggle-mute' }],
    ['call', 'k', { type: 'toggle-keypad' }],
    ['call', 'Escape', { type: 'leave' }],
  ] as const)('%s: %s', (mode, key, intent) => {
    expect(keyIntent(press(key), mode)).toEqual(intent);
  });

  it.each([
    ['h', { type: 'hang-up' }],
    ['H', { type: 'hang-up' }],
    ['m', { type: 'toggle-mute' }],
    ['a', { type: 'answer' }],
    ['x', null],
  ] as const)('Ctrl+Shift+%s in a call', (key, intent) => {
    expect(keyIntent(press(key, chord), 'call')).toEqual(intent);
    expect(keyIntent(press(key, chord), 'idle')).toBeNull();
  });

  it.each(MODES)('Enter and Space mean nothing by themselves (%s)', (mode) => {
    expect(keyIntent(press('Enter'), mode)).toBeNull();
    expect(keyIntent(press(' '), mode)).toBeNull();
  });

  it.each(['1', 'm', 'k', 'Enter', 'Escape', 'Backspace', 'd', 'y'])(
    'a question takes no key from here: %s',
    (key) => {
      expect(keyIntent(press(key), 'question')).toBeNull();
      expect(keyIntent(press(key, chord), 'question')).toBeNull();
    },
  );

  it.each(['5', 'm', 'k', 'Backspace'])('never steals %s from where text is typed', (key) => {
    expect(keyIntent(press(key, { typing: true }), 'idle')).toBeNull();
    expect(keyIntent(press(key, { typing: true }), 'call')).toBeNull();
  });

  it.each([{ ctrl: true }, { meta: true }, { alt: true }])(
    'leaves %o with a key to the system',
    (modifier) => {
      expect(keyIntent(press('5', modifier), 'idle')).toBeNull();
      expect(keyIntent(press('m', modifier), 'call')).toBeNull();
    },
  );

  it('a key held down in a call sends one tone, and mutes once', () => {
    expect(keyIntent(press('5', { repeat: true }), 'call')).toBeNull();
    expect(keyIntent(press('m', { repeat: true }), 'call')).toBeNull();
    expect(keyIntent(press('h', { ...chord, repeat: true }), 'call')).toBeNull();
  });
});
