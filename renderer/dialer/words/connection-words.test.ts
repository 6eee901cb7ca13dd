import { describe, expect, it } from 'vitest';
import type { OutreachView } from '../../../app/ipc/outreach-view-schema.ts';
import type { PhoneView } from '../../../app/ipc/phone-line.ts';
import { outreachWords, phoneWords, updates } from './connection-words.ts';

describe('outreachWords', () => {
  it.each<[Partial<OutreachView>, string, string]>([
    [{ status: 'connected', user: 'Ann Lee' }, 'Connected as Ann Lee', 'live'],
    [{ status: 'connected' }, 'Connected', 'live'],
    [{ status: 'connected', user: 'Ann Lee', tokensKeptIn: 'memory' }, 'Connected as Ann Lee', 'wait'],
    [{ status: 'offline', waiting: 3 }, 'Offline, 3 waiting', 'wait'],
    [{ status: 'offline' }, 'Offline', 'wait'],
    [{ status: 'signed-out' }, 'Signed out', 'wait'],
    [{ status: 'signing-in' }, 'Signing in…', 'wait'],
    [{ status: 'sign-in-needed' }, 'Sign-in needed', 'bad'],
    [{ status: 'not-configured' }, 'Not set up', 'quiet'],
  ])('%o: %s', (changes, text, tone) => {
    const view: OutreachView = { status: 'connected', waiting: 0, tokensKeptIn: 'keychain', ...changes };
    expect(outreachWords(view)).toEqual({ text, tone });
  });
});

describe('phoneWords', () => {
  it.each<[PhoneView['status'], string, string]>([
    ['registered', 'Ready', 'live'],
    ['connecting', 'Connecting…', 'wait'],
    ['failed', 'Not connected', 'bad'],
    ['not-configured', 'Not set up', 'quiet'],
  ])('%s: %s', (status, text, tone) => {
    expect(phoneWords({ status, practice: false })).toEqual({ text, tone });
  });
});

describe('updates', () => {
  it('counts', () => {
    expect([updates(1), updates(2)]).toEqual(['1 call update', '2 call updates']);
  });
});
