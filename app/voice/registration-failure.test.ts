import { describe, expect, it } from 'vitest';
import { isAccountTrouble, type RegistrationTrouble, registrationFailureOf } from './registration-failure.ts';

describe('why the phone is not registered', () => {
  const answer = (status: number, withCredentials: boolean): RegistrationTrouble => ({
    kind: 'answer',
    status,
    withCredentials,
  });
  it.each<[string, RegistrationTrouble, string]>([
    ['401 after credentials', answer(401, true), 'wrong-password'],
    ['401 that could not be answered', answer(401, false), 'unknown-sign-in'],
    ['407 that could not be answered', answer(407, false), 'unknown-sign-in'],
    ['403 after credentials', answer(403, true), 'forbidden'],
    ['403 before any', answer(403, false), 'unknown-account'],
    ['404', answer(404, true), 'unknown-account'],
    ['503', answer(503, true), 'refused'],
    ['408 from a proxy', answer(408, false), 'timeout'],
    ['no answer', { kind: 'timeout' }, 'timeout'],
    ['no connection', { kind: 'transport' }, 'server-unreachable'],
    ['a certificate nobody trusts', { kind: 'certificate' }, 'certificate'],
    ['an account JsSIP cannot use', { kind: 'account' }, 'bad-account'],
    ['nobody signed in', { kind: 'signed-out' }, 'phone-sign-in-needed'],
  ])('%s: %s', (_, trouble, code) => {
    expect(registrationFailureOf(trouble).code).toBe(code);
  });

  it('is not tried again by itself where that could lock the account', () => {
    expect(isAccountTrouble('wrong-password')).toBe(true);
    expect(isAccountTrouble('unknown-account')).toBe(true);
    expect(isAccountTrouble('unknown-sign-in')).toBe(true);
    expect(isAccountTrouble('forbidden')).toBe(true);
    expect(isAccountTrouble('server-unreachable')).toBe(false);
    expect(isAccountTrouble('refused')).toBe(false);
  });
  it('names the SIP status where only the phone system’s people can help', () => {
    expect(registrationFailureOf(answer(503, true)).message).toContain('SIP 503');
  });
});
