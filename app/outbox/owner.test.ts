import { expect, test } from 'vitest';
import { type Connected, heldBack, type Owner } from './owner.ts';

const ANN = { id: '1', name: 'Ann Lee' };
const BOB = { id: '2', name: 'Bob Ray' };

test.each<[what: string, owner: Owner | undefined, connected: Connected]>([
  ['the owner is connected', ANN, ANN],
  ['the owner is connected under another name', ANN, { id: '1', name: 'Ann Lee-Ray' }],
  ['nobody was connected when the call began, or an earlier version wrote it', undefined, BOB],
  ['nobody is connected: the sign-in itself is what it waits for', ANN, undefined],
  ['Outreach does not say who is connected', ANN, 'untold'],
  ['it is nobody’s, and Outreach has yet to say who is connected', undefined, 'asked'],
])('it may leave where %s', (_when, owner, connected) => {
  expect(heldBack(owner, connected)).toBeUndefined();
});

test('it is held back while Outreach has yet to say who is connected', () => {
  expect(heldBack(ANN, 'asked')?.code).toBe('who-is-connected');
});

test('it is held back while somebody else is connected, and says whose it is', () => {
  expect(heldBack(ANN, BOB)).toEqual({
    code: 'another-sign-in',
    message: 'This call belongs to the sign-in of Ann Lee. Connect Outreach as Ann Lee to send it.',
  });
  expect(heldBack({ id: '1' }, BOB)?.message).toBe(
    'This call belongs to the sign-in of another user. Connect Outreach as that user to send it.',
  );
});
