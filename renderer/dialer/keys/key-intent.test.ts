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
const MODES: KeyMode[] = ['idle', 'call', 'panel', 'question'];

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
    ['call', 'o', { type: 'toggle-hold' }],
    ['call', 't', { type: 'transfer' }],
    ['call', 'n', { type: 'add-call' }],
    ['call', 's', { type: 'swap' }],
    ['call', 'j', { type: 'merge' }],
    ['call', 'h', null],
    ['call', 'a', null],
    ['call', 'Escape', { type: 'leave' }],
    ['panel', '5', { type: 'type', characters: '5' }],
    ['panel', 'Backspace', { type: 'delete' }],
    ['panel', 's', null],
    ['panel', 'Escape', { type: 'leave' }],
  ] as const)('%s: %s', (mode, key, intent) => {
    expect(keyIntent(press(key), mode)).toEqual(intent);
  });

  it.each([
    ['h', { type: 'hang-up' }],
    ['H', { type: 'hang-up' }],
    ['m', { type: 'toggle-mute' }],
    ['a', { type: 'answer' }],
    ['o', { type: 'toggle-hold' }],
    ['s', { type: 'swap' }],
    ['x', null],
    ['constructor', null],
  ] as const)(
    'Ctrl+Shift+%s in a call, also while a number is typed there or a question is open',
    (key, intent) => {
      expect(keyIntent(press(key, chord), 'call')).toEqual(intent);
      expect(keyIntent(press(key, { ...chord, typing: true }), 'panel')).toEqual(intent);
      expect(keyIntent(press(key, chord), 'question')).toEqual(intent);
      expect(keyIntent(press(key, chord), 'idle')).toBeNull();
    },
  );

  it.each(MODES)('Enter and Space mean nothing by themselves (%s)', (mode) => {
    expect(keyIntent(press('Enter'), mode)).toBeNull();
    expect(keyIntent(press(' '), mode)).toBeNull();
  });

  it.each(['1', 'm', 'k', 'Enter', 'Escape', 'Backspace', 'd', 'y'])(
    'a question takes no single key from here: %s',
    (key) => expect(keyIntent(press(key), 'question')).toBeNull(),
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
