import { beforeEach, describe, expect, it } from 'vitest';
import type { SipAccount } from '../../app/ipc/phone-line.ts';
import type { SipSettings } from '../../app/settings/settings.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { phoneSecretOf } from '../../app/voice/phone-sign-in.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import { createMemorySecrets } from '../secrets/memory.ts';
import { accountOfConfiguration, createPhoneLine, type PhoneLine, phoneEntryOf } from './phone-line.ts';

const OPEN: SipSettings = { server: 'wss://pbx.example/ws', domain: 'pbx.example' };
const WHOLE: SipSettings = { ...OPEN, username: '7042', password: 'hunter2', testNumber: '*43' };
const ENTRY = phoneEntryOf(OPEN.domain, '/profile');
const WARNING = { code: 'keychain-locked', message: 'The keychain is locked.' } as const;

describe('the phone line and its account', () => {
  let store: ReturnType<typeof createMemorySecrets>;
  let keptIn: 'keychain' | 'memory';
  let accounts: (SipAccount | null)[];
  let inCall: boolean;
  let changes: number;
  let back: () => void;
  let emit: (event: CarrierEvent) => void;

  beforeEach(() => {
    store = createMemorySecrets();
    keptIn = 'keychain';
    accounts = [];
    inCall = false;
    changes = 0;
  });
  async function open(settings: SipSettings | undefined): Promise<PhoneLine> {
    const line = createPhoneLine({
      settings,
      userDataPath: '/profile',
      secrets: {
        store,
        keptIn: () => keptIn,
        warning: () => (keptIn === 'memory' ? WARNING : undefined),
        onBack: (listener) => {
          back = listener;
        },
      },
      carrier: {
        subscribe: (listener) => {
          emit = listener;
          return () => undefined;
        },
        setAccount: (account) => accounts.push(account),
        inCall: () => inCall,
      },
      changed: () => {
        changes += 1;
      },
    });
    await line.opened;
    return line;
  }
  const registered = (practice = false) =>
    emit({ type: 'registration', registration: { status: 'registered', practice, server: 'pbx.example' } });

  it('takes the account of the configuration whole, and lets nobody change it', async () => {
    const { testNumber: _, ...account } = WHOLE;
    expect(accountOfConfiguration(WHOLE)).toEqual(account);
    const line = await open(WHOLE);
    expect(accounts).toEqual([]);
    expect(line.view()).toMatchObject({
      status: 'connecting',
      account: { domain: 'pbx.example', username: '7042', from: 'configuration' },
    });
    const typed = { username: 'x', password: 'y' };
    expect(await line.signIn(typed)).toMatchObject({ failure: { code: 'in-the-configuration' } });
    expect(await line.signOut()).toMatchObject({ failure: { code: 'in-the-configuration' } });
  });

  it('is not set up without a configuration', async () => {
    const line = await open(undefined);
    emit({ type: 'registration', registration: { status: 'not-configured' } });
    expect(line.view()).toEqual({ status: 'not-configured', practice: false });
    expect(await line.signIn({ username: 'x', password: 'y' })).toMatchObject({
      failure: { code: 'not-configured' },
    });
  });

  it('asks for a sign-in, uses it at once, keeps it, and forgets it', async () => {
    const line = await open(OPEN);
    expect(accountOfConfiguration(OPEN)).toBeNull();
    expect(line.view()).toMatchObject({
      status: 'failed',
      failure: { code: 'phone-sign-in-needed' },
      account: { from: 'needed' },
    });
    expect(await line.signIn({ username: 'sip:7042@pbx.example', password: 'hunter2' })).toMatchObject({
      ok: true,
    });
    expect(accounts).toEqual([{ ...OPEN, username: '7042', password: 'hunter2' }]);
    registered();
    expect(line.view()).toEqual({
      status: 'registered',
      practice: false,
      server: 'pbx.example',
      account: { domain: 'pbx.example', username: '7042', from: 'keychain' },
    });
    expect(await store.get(ENTRY)).toBe(phoneSecretOf({ username: '7042', password: 'hunter2' }));

    const next = await open(OPEN);
    expect(accounts.at(-1)).toMatchObject({ username: '7042', password: 'hunter2' });
    expect(await next.signOut()).toMatchObject({ ok: true });
    expect(await store.get(ENTRY)).toBeNull();
    expect(accounts.at(-1)).toBeNull();
    expect(next.view()).toMatchObject({ status: 'failed', account: { from: 'needed' } });
    expect(changes).toBeGreaterThan(3);
  });

  it('never shows the password', async () => {
    const line = await open(OPEN);
    await line.signIn({ username: '7042', password: 'hunter2' });
    emit({
      type: 'registration',
      registration: { status: 'failed', failure: registrationFailureOf({ kind: 'answer', status: 403 }) },
    });
    expect(JSON.stringify(line.view())).not.toContain('hunter2');
    expect(JSON.stringify(await line.signIn({ username: 'a b', password: 'hunter2' }))).not.toContain(
      'hunter2',
    );
  });

  it('asks only for the password where the configuration has the name', async () => {
    const line = await open({ ...OPEN, username: '7042' });
    const fixed = { domain: 'pbx.example', username: '7042', nameFixed: true };
    expect(line.view().account).toEqual({ ...fixed, from: 'needed' });
    await line.signIn({ username: 'somebody', password: 'hunter2' });
    expect(accounts).toMatchObject([{ username: '7042', password: 'hunter2' }]);
    expect(line.view().account).toEqual({ ...fixed, from: 'keychain' });
  });

  it('says why a sign-in is kept only until the program ends', async () => {
    keptIn = 'memory';
    const line = await open(OPEN);
    await line.signIn({ username: '7042', password: 'hunter2' });
    expect(line.view().account).toMatchObject({ from: 'memory', warning: WARNING });
  });

  it('takes the sign-in of a keychain that answers late', async () => {
    const line = await open(OPEN);
    await store.set(ENTRY, phoneSecretOf({ username: '7042', password: 'hunter2' }));
    back();
    await line.opened;
    await new Promise(setImmediate);
    expect(accounts).toMatchObject([{ username: '7042' }]);
  });

  it('says that a stored sign-in is damaged', async () => {
    await store.set(ENTRY, '{"username":');
    const line = await open(OPEN);
    expect(line.view()).toMatchObject({ status: 'failed', failure: { code: 'damaged-sign-in' } });
  });

  it('keeps its account during a call', async () => {
    const line = await open(OPEN);
    await line.signIn({ username: '7042', password: 'hunter2' });
    inCall = true;
    expect(await line.signOut()).toMatchObject({ failure: { code: 'in-call' } });
    expect(await line.signIn({ username: '7043', password: 'x' })).toMatchObject({
      failure: { code: 'in-call' },
    });
    expect(accounts).toHaveLength(1);
  });

  it('tests with the number of the configuration, or with the practice PBX’s echo', async () => {
    const line = await open(WHOLE);
    expect(line.testNumber()).toBe('*43');
    expect(line.view().canTest).toBeUndefined();
    registered();
    expect(line.view().canTest).toBe(true);
    const other = await open({ ...WHOLE, testNumber: undefined });
    registered();
    expect(other.testNumber()).toBeUndefined();
    registered(true);
    expect(other.testNumber()).toBe('+12025550100');
  });
});
