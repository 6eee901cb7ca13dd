import { expect, it } from 'vitest';
import { viewOf } from '../../../app/testing/sample-view.ts';
import { recordingWords } from './call-words.ts';

it.each([
  ['recording', 'waiting', 'Recording waits to be linked', 'wait'],
  ['recording', 'linked', 'Recording linked', 'live'],
  ['recording', 'not-sent', 'Recording not sent', 'bad'],
  ['voicemail', 'linked', 'Voicemail linked', 'live'],
] as const)('a %s that is %s: %s', (kind, status, text, tone) => {
  expect(recordingWords(viewOf({ recording: { kind, status } }))).toEqual({ text, tone });
});

it('says nothing of a call without one', () => {
  expect(recordingWords(viewOf())).toBeNull();
});
