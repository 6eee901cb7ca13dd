import { describe, expect, it } from 'vitest';
import type { PhoneView } from '../app/ipc/phone-line.ts';
import { callInView, calmSnapshot } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';

const { open } = dialerWindows();

const OURS = { domain: 'pbx.example.com', username: '7042', from: 'keychain' } as const;
const NEEDED: PhoneView = {
  status: 'failed',
  practice: false,
  account: { domain: 'pbx.example.com', from: 'needed' },
  failure: { code: 'phone-sign-in-needed', message: 'Nobody is signed in to the phone. Open Settings.' },
};

async function openPhone(phone: PhoneView) {
  const window = await open(calmSnapshot({ phone }));
  await window.page.getByRole('button', { name: 'Settings', exact: true }).click();
  const section = window.screen.settings.getByRole('region', { name: 'Phone' });
  await section.waitFor();
  await window.page.evaluate('window.scrollTo(0, 0)');
  const asked = async () => (await window.bridge.asked()).filter(({ name }) => name.startsWith('phone.'));
  return { ...window, section, asked };
}

describe('a phone that nobody is signed in to', () => {
  it('is told with a button that opens the settings, where the form stands first', async () => {
    const { page, screen, section } = await openPhone(NEEDED);
    const regions = () =>
      screen.settings.getByRole('region').evaluateAll((all) => all.map((one) => one.textContent));
    expect((await regions())[0]).toContain('Nobody is signed in');
    await screen.closeSettings.click();
    await page.getByRole('button', { name: 'Sign in to the phone' }).click();
    await section.getByLabel('Password').waitFor();
  });
});

describe('the phone line in the settings', () => {
  it('shows whose line it is, over which server, and reconnects, tests and signs out', async () => {
    const { section, asked } = await openPhone({
      status: 'registered',
      practice: false,
      server: 'b.example.com:7443',
      account: OURS,
      canTest: true,
    });
    const text = await section.textContent();
    for (const part of ['Ready for calls', '7042@pbx.example.com', 'b.example.com:7443', 'keychain'])
      expect(text).toContain(part);
    await section.getByRole('button', { name: 'Reconnect' }).click();
    await section.getByRole('button', { name: 'Sign out' }).click();
    await section.getByRole('button', { name: 'Test call' }).click();
    await eventually(asked).toEqual([
      { name: 'phone.reconnect', payload: {} },
      { name: 'phone.signOut', payload: {} },
      { name: 'phone.testCall', payload: {} },
    ]);
    await eventually(() => section.isVisible()).toBe(false);
  });

  it('asks for user name and password, and says why they are refused', async () => {
    const { page, section, asked, bridge } = await openPhone(NEEDED);
    await bridge.answer('phone.signIn', {
      ok: false,
      failure: { code: 'bad-username', message: 'Not a name.' },
    });
    await section.getByLabel('User name').fill('7042');
    await section.getByLabel('Password').fill('hunter2');
    await page.keyboard.press('Enter');
    await eventually(asked).toEqual([
      { name: 'phone.signIn', payload: { username: '7042', password: 'hunter2' } },
    ]);
    await eventually(() => section.getByRole('alert').textContent()).toBe('Not a name.');
    expect(await section.getByLabel('Password').getAttribute('type')).toBe('password');
    expect(await section.getByRole('button').allTextContents()).toEqual(['Sign in']);
  });

  it('asks only for the password where the configuration has the name', async () => {
    const { section, asked } = await openPhone({
      ...NEEDED,
      account: { domain: 'pbx.example.com', username: '7042', from: 'needed' },
    });
    expect(await section.getByLabel('User name').count()).toBe(0);
    await section.getByLabel('Password').fill('hunter2');
    await section.getByRole('button', { name: 'Sign in' }).click();
    await eventually(asked).toEqual([
      { name: 'phone.signIn', payload: { username: '7042', password: 'hunter2' } },
    ]);
  });

  it('asks again where the phone system refused what was typed', async () => {
    const { section } = await openPhone({
      status: 'failed',
      practice: false,
      account: OURS,
      failure: { code: 'wrong-password', message: 'The password was refused.' },
    });
    expect(await section.getByRole('status').textContent()).toBe('The password was refused.');
    expect(await section.getByLabel('User name').count()).toBe(1);
  });

  it('asks again for nothing but the password where the configuration has the name', async () => {
    const { section } = await openPhone({
      status: 'failed',
      practice: false,
      account: { ...OURS, nameFixed: true },
      failure: { code: 'wrong-password', message: 'The password was refused.' },
    });
    expect(await section.getByLabel('User name').count()).toBe(0);
    expect(await section.getByLabel('Password').count()).toBe(1);
  });

  it('says why it is not connected, and leaves the configuration’s sign-in alone', async () => {
    const { section } = await openPhone({
      status: 'failed',
      practice: false,
      account: { ...OURS, from: 'configuration' },
      failure: { code: 'certificate', message: 'The certificate is not trusted.' },
    });
    expect(await section.getByRole('status').textContent()).toBe('The certificate is not trusted.');
    expect(await section.getByRole('button').allTextContents()).toEqual(['Reconnect']);
  });

  it('keeps the sign-in and the test call off during a call', async () => {
    const phone: PhoneView = { status: 'registered', practice: false, account: OURS, canTest: true };
    const calls = [callInView({ phase: 'talking', answeredAt: 1 })];
    const { page, screen } = await open(calmSnapshot({ phone, calls }));
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const section = screen.settings.getByRole('region', { name: 'Phone' });
    for (const name of ['Test call', 'Sign out'])
      expect(await section.getByRole('button', { name }).isDisabled()).toBe(true);
  });
});
