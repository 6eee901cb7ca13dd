import type { PhoneView } from '../../../app/ipc/phone-line.ts';
import type { Words } from './call-words.ts';
import { phoneWords } from './connection-words.ts';

/** How the line is, in a sentence: with the reason where it isn't ready. */
export function lineWords(phone: PhoneView): Words {
  const { text, tone } = phoneWords(phone);
  if (phone.warning !== undefined) return { text: phone.warning.message, tone: 'wait' };
  if (phone.status === 'registered') {
    return { text: phone.practice ? 'Ready, on the practice phone system' : 'Ready for calls', tone };
  }
  if (phone.status === 'not-configured') {
    return {
      text: 'Ask your IT admin to add the phone account under “sip” in Outdial’s configuration file.',
      tone,
    };
  }
  // The form is right below.
  if (phone.failure?.code === 'phone-sign-in-needed') return { text: 'Nobody is signed in.', tone: 'wait' };
  return { text: phone.failure?.message ?? text, tone };
}

/** Where the sign-in comes from, and how long it stays. */
export function signInWords({ from, warning }: NonNullable<PhoneView['account']>): string {
  switch (from) {
    case 'configuration':
      return 'Your IT admin has set up this sign-in.';
    case 'keychain':
      return 'The sign-in is kept in your computer’s keychain.';
    case 'memory':
      return warning?.message ?? 'The sign-in ends with the program.';
    case 'needed':
      return 'Sign in with the user name (often your extension) and password of your phone.';
    default:
      return from satisfies never;
  }
}

/** Whether it is the sign-in that the phone system did not take. */
export function wasRefused({ failure }: PhoneView): boolean {
  return ['wrong-password', 'forbidden', 'unknown-account'].includes(failure?.code ?? '');
}
