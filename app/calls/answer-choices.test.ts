import { describe, expect, it } from 'vitest';
import type { CallView } from '../ipc/call-view-schema.ts';
import { viewOf } from '../testing/sample-view.ts';
import { answerChoices } from './answer-choices.ts';

const view = (changes: Partial<CallView>): CallView =>
  viewOf({ phase: 'talking', state: 'in progress', ...changes });

const talking = view({});
const held = view({ held: true });
const joined = view({ inConference: true });
const ringing = view({ direction: 'inbound', phase: 'incoming' });

describe('answerChoices', () => {
  it.each<[string, CallView[], string[]]>([
    ['nothing else is up', [ringing], ['Answer']],
    ['a question waits', [ringing, view({ phase: 'asking' })], ['Answer']],
    ['the other one is on hold', [ringing, held], ['Answer']],
    ['somebody is talked to', [talking, ringing], ['Hold and answer', 'End and answer']],
    ['a call on its way can’t be held', [view({ phase: 'ringing' }), ringing], ['End and answer']],
    ['no room to hold another', [held, talking, ringing], ['End and answer']],
    ['a conference', [joined, joined, ringing], ['End and answer']],
    ['an emergency call is neither held nor ended', [view({ number: '911' }), ringing], []],
    ['also while it is dialled', [view({ number: '112', phase: 'dialing' }), held, ringing], []],
  ])('%s: %j', (_what, calls, labels) => {
    const { first, second } = answerChoices(calls, (number) => number === '911' || number === '112');
    expect([first?.label, second?.label].filter(Boolean)).toEqual(labels);
  });
});
