import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../../app/calls/call.ts';
import { viewOf } from '../../../app/testing/sample-view.ts';
import { questionWords, yesChoices } from './question-words.ts';

describe('questionWords', () => {
  it('asks each question in words of its own', () => {
    const asked = QUESTIONS.map(
      (question) => questionWords(viewOf({ phase: 'asking', question }), null).body,
    );
    expect(new Set(asked).size).toBe(QUESTIONS.length);
  });

  it('names the call that is up', () => {
    const call = viewOf({ phase: 'asking', question: 'another-call' });
    expect(questionWords(call, '+1 206 555 0123')).toEqual({
      title: 'Dial this one too?',
      body: 'You are in a call with +1 206 555 0123. Hold it while you make this call, or end it.',
    });
    expect(questionWords(call, null).body).toMatch(/ringing/);
  });

  it.each([
    ['another-call', 0, [['Dial', 'hold']]],
    [
      'another-call',
      1,
      [
        ['End and dial', 'end'],
        ['Hold and dial', 'hold'],
      ],
    ],
    ['another-call', 2, [['End and dial', 'end']]],
    ['costly-number', 1, [['Dial', undefined]]],
  ] as const)('%s with %i calls up: %j', (question, up, choices) => {
    const call = viewOf({ phase: 'asking', question });
    expect(yesChoices(call, up).map(({ label, others }) => [label, others])).toEqual(choices);
  });

  it('says that a link from elsewhere is not logged', () => {
    expect(questionWords(viewOf({ question: 'not-from-outreach', origin: 'link' }), null).body).toMatch(
      /won’t be logged/,
    );
  });
});
