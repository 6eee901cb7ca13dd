import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../app/ipc/contract.ts';
import { callPlaces } from '../state/call-places.ts';
import { snapshotOf, viewOf } from '../testing/call-view.ts';
import { answerChoices } from './incoming-words.ts';

const talking = viewOf({ id: 'talking', phase: 'talking' });
const held = viewOf({ id: 'held', phase: 'talking', held: true });
const dialing = viewOf({ id: 'dialing', phase: 'dialing' });
const joined = (call: CallView): CallView => ({ ...call, inConference: true });

describe('answerChoices', () => {
  it.each<[string, CallView[], string[]]>([
    ['nothing else is up', [], ['Answer']],
    ['the other one is on hold', [held], ['Answer']],
    ['somebody is talked to', [talking], ['Hold and answer', 'End and answer']],
    ['a call on its way can’t be held', [dialing], ['End and answer']],
    ['no room to hold another', [held, talking], ['End and answer']],
    ['a conference', [joined(talking), joined({ ...held, held: false })], ['End and answer']],
  ])('%s: %j', (_what, calls, labels) => {
    const { first, second } = answerChoices(callPlaces(snapshotOf({ calls })));
    expect([first.label, second?.label].filter(Boolean)).toEqual(labels);
  });
});
