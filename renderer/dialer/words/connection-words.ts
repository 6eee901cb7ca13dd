import type { OutreachView } from '../../../app/ipc/outreach-view-schema.ts';
import type { PhoneView } from '../../../app/ipc/phone-line.ts';
import type { Words } from './call-words.ts';

/** The light for Outreach, in words. */
export function outreachWords(view: OutreachView): Words {
  switch (view.status) {
    case 'connected':
      return {
        text: view.user ? `Connected as ${view.user}` : 'Connected',
        tone: view.tokensKeptIn === 'memory' ? 'wait' : 'live',
      };
    case 'offline':
      return { text: view.waiting > 0 ? `Offline, ${view.waiting} waiting` : 'Offline', tone: 'wait' };
    case 'signed-out':
      return { text: 'Signed out', tone: 'wait' };
    case 'signing-in':
      return { text: 'Signing in…', tone: 'wait' };
    case 'sign-in-needed':
      return { text: 'Sign-in needed', tone: 'bad' };
    case 'not-configured':
      return { text: 'Not set up', tone: 'quiet' };
    default:
      return view.status satisfies never;
  }
}

/** The light for the phone, in words. */
export function phoneWords(view: PhoneView): Words {
  switch (view.status) {
    case 'registered':
      return { text: 'Ready', tone: 'live' };
    case 'connecting':
      return { text: 'Connecting…', tone: 'wait' };
    case 'failed':
      return { text: 'Not connected', tone: 'bad' };
    case 'not-configured':
      return { text: 'Not set up', tone: 'quiet' };
    default:
      return view.status satisfies never;
  }
}

/** `1 call update`, `3 call updates`. */
export function updates(count: number): string {
  return count === 1 ? '1 call update' : `${count} call updates`;
}
