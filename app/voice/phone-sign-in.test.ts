import { describe, expect, it } from 'vitest';
import { phoneSecretOf, readPhoneSecret, readPhoneSignIn } from './phone-sign-in.ts';

describe('a sign-in to the phone', () => {
  it('comes back from the keychain as it went in', () => {
    const signIn = { username: '7042', password: 'p "ä\\' };
    expect(readPhoneSecret(phoneSecretOf(signIn))).toEqual({ ok: true, value: signIn });
  });
  it.each(['', 'hunter2', '{}', '[]', 'null', '{"username":"a b","password":"hunter2"}', '{"username":"a"}'])(
    'says that %j is damaged, and nothing of it',
    (secret) => {
      const read = readPhoneSecret(secret);
      expect(read).toMatchObject({ ok: false, failure: { code: 'damaged-sign-in' } });
      expect(JSON.stringify(read)).not.toContain('hunter2');
    },
  );
  it.each([
    ['7042', '7042'],
    [' ada.lovelace ', 'ada.lovelace'],
    ['sip:7042@pbx.example.com', '7042'],
    ['7042@pbx.example.com', '7042'],
  ])('takes %j as typed', (username, taken) => {
    expect(readPhoneSignIn({ username, password: 'x' })).toEqual({
      ok: true,
      value: { username: taken, password: 'x' },
    });
  });
  it.each([
    ['', 'x'],
    ['two words', 'x'],
    ['@pbx.example.com', 'x'],
    ['7042', ''],
  ])('refuses %j', (username, password) => {
    expect(readPhoneSignIn({ username, password })).toMatchObject({
      ok: false,
      failure: { code: 'bad-username' },
    });
  });
});
