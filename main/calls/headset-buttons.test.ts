import { describe, expect, it } from 'vitest';
import type { CallView } from '../../app/ipc/call-view-schema.ts';
import { ok } from '../../app/result.ts';
import { viewOf } from '../../app/testing/sample-view.ts';
import type { HeadsetButton } from '../../app/voice/audio.ts';
import { type HeadsetDesk, pressHeadsetButton } from './headset-buttons.ts';

const RINGING = { known: false, doNotCall: false, pickedUp: false, missed: false };

const call = (id: string, changes: Partial<CallView>): CallView =>
  viewOf({ id, phase: 'talking', state: 'in progress', ...changes });
const incoming = (changes: Partial<typeof RINGING> & { ignored?: boolean } = {}): CallView =>
  call('in', { direction: 'inbound', phase: 'incoming', inbound: { ...RINGING, ...changes } });

function press(button: HeadsetButton, ...calls: CallView[]): string {
  const done: string[] = [];
  const note = (line: string) => {
    done.push(line);
    return ok({});
  };
  const desk: HeadsetDesk = {
    view: () => ({ calls, recent: [], notices: [] }),
    answer: (id) => note(`answer ${id}`),
    reject: (id) => note(`reject ${id}`),
    hangUp: (id) => note(`hang up ${id}`),
    mute: (id, muted) => note(`${muted ? 'mute' : 'unmute'} ${id}`),
  };
  pressHeadsetButton(button, desk);
  return done.join(', ');
}

const talking = call('a', {});
const held = call('h', { held: true });

describe('a headset’s button', () => {
  it.each<[HeadsetButton, string, CallView[]]>([
    ['answer', 'answer in', [incoming()]],
    ['answer', 'answer in', [talking, incoming()]],
    ['answer', '', [incoming({ pickedUp: true })]],
    ['answer', '', [incoming({ ignored: true })]],
    ['answer', '', [talking]],
    ['answer', '', []],
    ['hang-up', 'hang up a', [held, talking]],
    ['hang-up', 'hang up a', [talking, incoming()]],
    ['hang-up', 'hang up h', [held]],
    ['hang-up', 'hang up d', [held, call('d', { phase: 'dialing' })]],
    ['hang-up', 'hang up c', [call('c', { phase: 'confirming' })]],
    ['hang-up', 'hang up in', [incoming({ pickedUp: true })]],
    ['hang-up', '', [incoming()]],
    ['reject', 'reject in', [incoming()]],
    ['reject', 'reject in', [talking, incoming()]],
    ['reject', '', [talking]],
    ['hang-up', '', [call('q', { phase: 'asking' })]],
    ['hang-up', '', []],
    ['mute', 'mute a', [held, talking]],
    ['unmute', 'unmute a', [talking]],
    ['mute', '', [call('r', { phase: 'ringing' })]],
    ['mute', '', [incoming()]],
  ])('%s: %s', (button, expected, calls) => {
    expect(press(button, ...calls)).toBe(expected);
  });
});
