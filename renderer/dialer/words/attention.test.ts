import { describe, expect, it } from 'vitest';
import type { OutreachView } from '../../../app/ipc/outreach-view-schema.ts';
import type { PhoneView } from '../../../app/ipc/phone-line.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import { snapshotOf } from '../../../app/testing/sample-view.ts';
import { attentionOf, openLines } from './attention.ts';

function withOutreach(changes: Partial<OutreachView>): Snapshot {
  return snapshotOf({ outreach: { status: 'connected', waiting: 0, tokensKeptIn: 'keychain', ...changes } });
}

function withPhone(changes: Partial<PhoneView>): Snapshot {
  return snapshotOf({ phone: { status: 'registered', practice: false, ...changes } });
}

describe('attentionOf', () => {
  it('a sign-in that was typed and refused is typed again; trying the same again would not help', () => {
    const refused = { code: 'wrong-password', message: 'The password was refused.' };
    const label = (from: 'keychain' | 'configuration') =>
      attentionOf(
        withPhone({ status: 'failed', failure: refused, account: { domain: 'pbx.example', from } }),
      ).map(({ action }) => action?.label);
    expect(label('keychain')).toEqual(['Sign in to the phone']);
    expect(label('configuration')).toEqual(['Try again']);
  });

  it('is silent while everything is in order', () => {
    expect(attentionOf(snapshotOf())).toEqual([]);
    expect(attentionOf(withPhone({ status: 'connecting' }))).toEqual([]);
  });

  it.each<[string, Snapshot, object]>([
    [
      'signed out',
      withOutreach({ status: 'signed-out' }),
      { kind: 'info', action: { command: 'outreach.connect' } },
    ],
    [
      'sign-in needed, with updates waiting',
      withOutreach({ status: 'sign-in-needed', waiting: 3 }),
      { kind: 'error', message: expect.stringContaining('3 call updates wait; nothing is lost.') },
    ],
    ['signing in', withOutreach({ status: 'signing-in' }), { kind: 'info', title: 'Signing in to Outreach' }],
    [
      'offline',
      withOutreach({ status: 'offline', waiting: 1 }),
      { kind: 'warning', message: '1 call update will be sent when it’s back.' },
    ],
    [
      'Outreach not configured',
      withOutreach({ status: 'not-configured' }),
      { kind: 'warning', message: expect.stringContaining('IT admin') },
    ],
    [
      'no keychain',
      withOutreach({ tokensKeptIn: 'memory' }),
      { kind: 'warning', title: 'Your sign-in ends with Outdial' },
    ],
    [
      'phone failed',
      withPhone({ status: 'failed', failure: { code: 'forbidden', message: 'The password is wrong.' } }),
      {
        kind: 'error',
        message: 'The password is wrong.',
        action: { label: 'Try again', command: 'phone.reconnect' },
      },
    ],
    [
      'phone connected, with a relay that refuses',
      withPhone({ warning: { code: 'relay-refused', message: 'The relay refused the password.' } }),
      { kind: 'warning', message: 'The relay refused the password.' },
    ],
    [
      'phone not configured',
      withPhone({ status: 'not-configured' }),
      { kind: 'warning', message: expect.stringContaining('“sip”') },
    ],
    [
      'links opened by another program',
      snapshotOf({ telHandler: { isDefault: false } }),
      {
        kind: 'info',
        title: 'Outdial doesn’t open tel: links yet',
        action: { command: 'telHandler.register' },
      },
    ],
  ])('%s', (_what, snapshot, line) => {
    expect(attentionOf(snapshot)).toEqual([expect.objectContaining(withAction(line))]);
  });

  it('puts errors before warnings before hints, and keeps main’s order among equals', () => {
    const notices = (['info', 'error', 'warning', 'error'] as const).map((kind, index) => ({
      id: String(index),
      kind,
      code: 'c',
      title: `notice ${index}`,
      message: '',
    }));
    const lines = attentionOf(snapshotOf({ notices, telHandler: { isDefault: false } }));
    expect(lines.map((line) => line.title)).toEqual([
      'notice 1',
      'notice 3',
      'notice 2',
      'notice 0',
      'Outdial doesn’t open tel: links yet',
    ]);
    expect(lines.map((line) => line.noticeId)).toEqual(['1', '3', '2', '0', undefined]);
  });
});

function withAction(line: object): object {
  return 'action' in line ? { ...line, action: expect.objectContaining(line.action as object) } : line;
}

describe('openLines', () => {
  const notice = (id: string) =>
    ({
      id,
      kind: 'warning',
      code: 'settings',
      title: 'Configuration',
      message: `"sip.${id}" is wrong.`,
    }) as const;
  const wrongFile: Partial<Snapshot> = {
    phone: { status: 'not-configured', practice: false },
    notices: [notice('server'), notice('domain')],
    telHandler: { isDefault: false },
  };

  it('never puts away where the rep connects Outreach, however wrong the rest is', () => {
    const signedOut = { status: 'signed-out', waiting: 0, tokensKeptIn: 'keychain' } as const;
    const lines = openLines(attentionOf(snapshotOf({ ...wrongFile, outreach: signedOut })));
    expect(lines.map(({ id }) => id)).toEqual(['notice-server', 'notice-domain', 'outreach']);
  });

  it('keeps two lines open, so that the keypad stays in view', () => {
    expect(openLines(attentionOf(snapshotOf(wrongFile)))).toHaveLength(2);
  });
});
