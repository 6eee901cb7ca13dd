import { describe, expect, it } from 'vitest';
import { viewOf } from '../testing/call-view.ts';
import { extensionWords } from './extension-words.ts';

describe('extensionWords', () => {
  it.each([
    [undefined, '', '1234', 'dialed after the answer'],
    [{ status: 'waiting', sent: 0 }, '', '1234', 'dialed after the answer'],
    [{ status: 'dialing', sent: 0 }, '', '1234', '0 of 4 digits sent'],
    [{ status: 'dialing', sent: 2 }, '12', '34', '2 of 4 digits sent'],
    [{ status: 'dialing', sent: 9 }, '1234', '', '4 of 4 digits sent'],
    [{ status: 'dialed', sent: 4 }, '1234', '', 'dialed'],
    [{ status: 'skipped', sent: 0 }, '', '1234', 'not dialed'],
  ] as const)('%o: %s|%s, %s', (extensionProgress, sent, left, text) => {
    const call = viewOf({ extension: '1234', ...(extensionProgress ? { extensionProgress } : {}) });
    expect(extensionWords(call)).toMatchObject({ sent, left, text });
  });

  it('is nothing for a call without an extension', () => {
    expect(extensionWords(viewOf())).toBeNull();
  });
});
