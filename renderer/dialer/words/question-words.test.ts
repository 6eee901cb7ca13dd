import { describe, expect, it } from 'vitest';
import { QUESTIONS } from '../../../app/calls/call.ts';
import { viewOf } from '../testing/call-view.ts';
import { questionWords } from './question-words.ts';

describe('questionWords', () => {
  it('asks each question in words of its own', () => {
    const asked = QUESTIONS.map(
      (question) => questionWords(viewOf({ phase: 'asking', question }), null).body,
    );
    expect(new Set(asked).size).toBe(QUESTIONS.length);
  });

  it('names the call that would end', () => {
    const call = viewOf({ phase: 'asking', question: 'another-call' });
    expect(questionWords(call, '+1 206 555 0123')).toEqual({
      title: 'End the current call and dial this one?',
      body: 'You are in a call with +1 206 555 0123. It ends if you dial.',
    });
  });

  it('says that a link from elsewhere is not logged', () => {
    expect(questionWords(viewOf({ question: 'not-from-outreach', origin: 'link' }), null).body).toMatch(
      /won’t be logged/,
    );
  });
});
