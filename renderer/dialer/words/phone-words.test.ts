import { describe, expect, it } from 'vitest';
import type { PhoneView } from '../../../app/ipc/phone-line.ts';
import { lineWords, signInWords } from './phone-words.ts';

describe('the phone line in words', () => {
  const failure = { code: 'wrong-password', message: 'The phone server refused the password.' };
  it.each<[PhoneView, string, string]>([
    [{ status: 'registered', practice: false }, 'Ready for calls', 'live'],
    [{ status: 'registered', practice: true }, 'Ready, on the practice phone system', 'live'],
    [{ status: 'connecting', practice: false }, 'Connecting…', 'wait'],
    [{ status: 'failed', practice: false, failure }, failure.message, 'bad'],
    [{ status: 'registered', practice: false, warning: failure }, failure.message, 'wait'],
    [{ status: 'not-configured', practice: false }, 'Ask your IT admin to add the phone account', 'quiet'],
  ])('%j', (view, text, tone) => {
    expect(lineWords(view)).toMatchObject({ text: expect.stringContaining(text), tone });
  });

  it('says where the sign-in is kept, and why it is not', () => {
    const warning = { code: 'keychain-locked', message: 'The keychain is locked.' };
    expect(signInWords({ domain: 'd', from: 'keychain' })).toContain('keychain');
    expect(signInWords({ domain: 'd', from: 'memory', warning })).toBe(warning.message);
    expect(signInWords({ domain: 'd', from: 'memory' })).toContain('ends with the program');
    expect(signInWords({ domain: 'd', from: 'configuration' })).toContain('IT admin');
    expect(signInWords({ domain: 'd', from: 'needed' })).toContain('password');
  });
});
