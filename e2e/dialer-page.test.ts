import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '../app/ipc/contract.ts';
import { type DialerPage, serveDialerPage } from './fixtures/dialer-page.ts';
import { callInView, calmSnapshot } from './fixtures/dialer-snapshots.ts';
import { type FakeBridge, fakeBridge } from './fixtures/fake-bridge.ts';
import { type DialerScreen, dialerScreen } from './screens/dialer.ts';

let served: DialerPage;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([
    serveDialerPage(),
    chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

interface Opened {
  readonly page: Page;
  readonly screen: DialerScreen;
  readonly bridge: FakeBridge;
}

/** A fresh window; whatever the page complains of in its console fails the test, CSP violations above all. */
async function open(first: Snapshot = calmSnapshot()): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 400, height: 680 }, locale: 'en-US' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });
  const bridge = await fakeBridge(page, { ok: true, value: first });
  await page.goto(served.url);
  const screen = dialerScreen(page);
  await screen.outreach.waitFor();
  return { page, screen, bridge };
}

const talking = (changes = {}) =>
  callInView({ phase: 'talking', state: 'in progress', answeredAt: Date.now() - 125_000, ...changes });

describe('dialling', () => {
  it('types from anywhere, formats, and Enter dials', async () => {
    const { page, screen, bridge } = await open();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.type('+442079460958');
    await expect.poll(() => screen.number.inputValue()).toBe('+44 20 7946 0958');
    await expect.poll(() => screen.numberHint.textContent()).toBe('United Kingdom');
    await page.keyboard.press('Enter');
    await expect.poll(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+442079460958' } }]);
    await expect.poll(() => screen.number.inputValue()).toBe('');
  });

  it('keeps the caret behind the digit that was typed, and deletes across a separator', async () => {
    const { page, screen } = await open();
    await page.keyboard.type('+12345556789');
    await expect.poll(() => screen.number.inputValue()).toBe('+1 234 555 6789');
    await page.keyboard.press('Home');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('19');
    expect(await screen.number.inputValue()).toBe('+1 934 555 6789');
  });

  it('the keypad leaves the focus in the field; a held 0 is a plus', async () => {
    const { page, screen, bridge } = await open();
    await screen.key('0').click({ delay: 700 });
    for (const key of '12065550123') await screen.key(key).click();
    await page.keyboard.press('Enter');
    await expect.poll(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+12065550123' } }]);
  });

  it('says why main refuses a number, and keeps it', async () => {
    const { screen, bridge } = await open();
    await bridge.answer('call.dial', {
      ok: false,
      failure: { code: 'short', message: 'Too short to dial.' },
    });
    await screen.dialNumber('12');
    await expect.poll(() => screen.numberHint.textContent()).toBe('Too short to dial.');
    expect(await screen.number.inputValue()).toBe('12');
    expect(await screen.number.getAttribute('aria-invalid')).toBe('true');
  });

  it('a press on a recent call fills the field and dials nothing; its button dials', async () => {
    const recent = [callInView({ phase: 'ended', state: 'busy', number: '+12065550177', extension: '9' })];
    const { page, screen, bridge } = await open(calmSnapshot({ recent }));
    await screen.recentRows.first().getByRole('button').first().click();
    await expect.poll(() => screen.number.inputValue()).toBe('+1 206 555 0177 ext. 9');
    expect(await bridge.asked()).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await screen.number.inputValue()).toBe('');
    await screen.callBack('+1 206 555 0177').click();
    await expect.poll(bridge.asked).toEqual([{ name: 'call.dial', payload: { text: '+12065550177x9' } }]);
  });
});

describe('in a call', () => {
  it('shows who, where it stands and for how long; M mutes, digits are sent, Esc never hangs up', async () => {
    const call = talking({ extension: '1234', extensionProgress: { status: 'dialing', sent: 2 } });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await expect.poll(() => screen.call.textContent()).toContain('+1 234 555 6789');
    expect(await screen.call.textContent()).toMatch(/In call.*From Outreach.*Logged in Outreach/);
    expect(await screen.call.textContent()).toContain('2 of 4 digits sent');
    expect(await screen.timer.textContent()).toMatch(/^2:0[5-9]$/);
    await expect.poll(() => screen.timer.textContent()).toMatch(/^2:(0[6-9]|1)/);
    await page.keyboard.press('m');
    await page.keyboard.type('1#');
    await expect.poll(() => screen.keysSent.textContent()).toBe('1#');
    await page.keyboard.press('Escape');
    await expect.poll(() => screen.keypad.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+H');
    expect(await bridge.asked()).toEqual([
      { name: 'call.mute', payload: { callId: call.id, muted: true } },
      { name: 'call.sendDigits', payload: { callId: call.id, digits: '1' } },
      { name: 'call.sendDigits', payload: { callId: call.id, digits: '#' } },
      { name: 'call.hangUp', payload: { callId: call.id } },
    ]);
  });

  it('a muted call says so, and its button takes it back', async () => {
    const call = talking({ muted: true });
    const { screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await screen.unmute.click();
    await expect
      .poll(bridge.asked)
      .toEqual([{ name: 'call.mute', payload: { callId: call.id, muted: false } }]);
    expect(await screen.call.textContent()).toContain('You are muted');
  });

  it('is announced, and its result stays in view until it is put away', async () => {
    const call = callInView({ phase: 'ringing', state: 'ringing' });
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [call] }));
    await expect.poll(() => screen.announcer.textContent()).toBe('Ringing, +1 234 555 6789');
    const ended = {
      ...call,
      phase: 'ended',
      state: 'failed',
      endedBecause: 'Nobody has this number.',
    } as const;
    await bridge.send(calmSnapshot({ recent: [ended] }));
    await expect.poll(() => screen.lastCall.textContent()).toMatch(/Failed.*Nobody has this number/);
    await expect.poll(() => screen.announcer.textContent()).toMatch(/^Call ended: Failed/);
    expect(await screen.number.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => screen.lastCall.count()).toBe(0);
  });
});

describe('the question', () => {
  const asking = callInView({
    phase: 'asking',
    question: 'not-from-outreach',
    origin: 'link',
    logging: 'none',
  });

  it('is not answered by the rest of what was being typed', async () => {
    const { page, screen, bridge } = await open();
    await page.keyboard.type('20655');
    await bridge.send(calmSnapshot({ calls: [asking] }));
    await screen.question.waitFor();
    await page.keyboard.type('50123');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await expect.poll(() => screen.dial.isEnabled()).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await bridge.asked()).toEqual([]);
    expect(await screen.question.textContent()).toContain('+1 234 555 6789');
  });

  it('yes takes Tab to the button; no is also Esc', async () => {
    const { page, screen, bridge } = await open(calmSnapshot({ calls: [asking] }));
    await expect.poll(() => screen.dial.isEnabled()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(bridge.asked).toEqual([
      { name: 'call.confirm', payload: { callId: asking.id, dial: true } },
      { name: 'call.confirm', payload: { callId: asking.id, dial: false } },
      { name: 'call.confirm', payload: { callId: asking.id, dial: false } },
    ]);
  });

  it('comes one at a time, and names the call that would end', async () => {
    const other = {
      ...callInView({ phase: 'asking', number: '+12065550123' }),
      question: 'another-call' as never,
    };
    const { screen, bridge } = await open(calmSnapshot({ calls: [talking(), other, asking] }));
    expect(await screen.question.textContent()).toMatch(
      /End the current call.*You are in a call with \+1 234 555 6789/,
    );
    expect(await screen.question.textContent()).toContain('1 more link waits.');
    await bridge.send(calmSnapshot({ calls: [asking] }));
    await expect.poll(() => screen.question.textContent()).toContain('didn’t come from Outreach');
    expect(await screen.question.count()).toBe(1);
    await screen.dontDial.click();
    await bridge.send(calmSnapshot());
    await expect.poll(() => screen.question.count()).toBe(0);
    await expect.poll(() => screen.number.evaluate((field) => field === document.activeElement)).toBe(true);
  });
});

describe('connections and notices', () => {
  it('says in words how Outreach and the phone stand, and offers what helps', async () => {
    const { screen, bridge } = await open(
      calmSnapshot({
        outreach: { status: 'signed-out', waiting: 0, tokensKeptIn: 'keychain' },
        phone: {
          status: 'failed',
          practice: true,
          failure: { code: 'forbidden', message: 'Wrong password.' },
        },
      }),
    );
    expect(await screen.outreach.textContent()).toContain('Signed out');
    expect(await screen.phone.textContent()).toMatch(/Not connected.*Practice/);
    expect(await screen.notice('Wrong password.').count()).toBe(1);
    await screen.connectOutreach.click();
    await screen.tryAgain.click();
    expect((await bridge.asked()).map(({ name }) => name)).toEqual(['outreach.connect', 'phone.reconnect']);
    await bridge.send(calmSnapshot());
    await expect.poll(() => screen.outreach.textContent()).toContain('Connected as Ann Lee');
    await screen.outreachAccount.click();
    await screen.signOut.click();
    expect((await bridge.asked()).at(-1)?.name).toBe('outreach.disconnect');
  });

  it('shows the gravest two notices and keeps the rest behind a button', async () => {
    const notices = [1, 2, 3].map((id) => ({
      id: `n${id}`,
      kind: 'error' as const,
      code: 'link',
      title: `Bad link ${id}`,
      message: 'A letter at character 9.',
    }));
    const { page, screen, bridge } = await open(calmSnapshot({ notices, telHandler: { isDefault: false } }));
    expect(await screen.notices.getByRole('listitem').count()).toBe(2);
    await page.getByRole('button', { name: 'Show 2 more' }).click();
    await screen.openTelLinks.click();
    await screen.dismissNotice('Bad link 3').click();
    await expect.poll(bridge.asked).toEqual([
      { name: 'telHandler.register', payload: {} },
      { name: 'notice.dismiss', payload: { id: 'n3' } },
    ]);
  });

  it('a bridge that refuses is told, with a way to try again', async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await fakeBridge(page, {
      ok: false,
      failure: { code: 'not-ready', message: 'Outdial is still starting.' },
    });
    await page.goto(served.url);
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/still starting.*not-ready/s);
    await dialerScreen(page).tryAgain.waitFor();
  });
});

describe('the window', () => {
  it.each([320, 400, 719, 720, 1400])(
    'fits %d px without scrolling sideways, in every state',
    async (width) => {
      const { page, bridge, screen } = await open();
      await page.setViewportSize({ width, height: 640 });
      const long = '+4930901820';
      const states: Snapshot[] = [
        calmSnapshot({
          outreach: { status: 'connected', user: 'A'.repeat(80), waiting: 99, tokensKeptIn: 'memory' },
          phone: { status: 'registered', practice: true },
          notices: [{ id: '1', kind: 'error', code: 'c', title: 'T'.repeat(70), message: 'm'.repeat(300) }],
        }),
        calmSnapshot({ calls: [talking({ number: long, extension: '1'.repeat(20), logging: 'refused' })] }),
        calmSnapshot({
          recent: [callInView({ phase: 'ended', state: 'no answer', extension: '1'.repeat(20) })],
        }),
        calmSnapshot({ calls: [callInView({ phase: 'asking', number: long, extension: '1'.repeat(20) })] }),
      ];
      for (const state of states) {
        await bridge.send(state);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(sideways).toBeLessThanOrEqual(0);
      }
      await screen.question.waitFor();
    },
  );

  it('does not move what is already drawn when the snapshot comes', async () => {
    const { page } = await open(
      calmSnapshot({ recent: [callInView({ phase: 'ended', state: 'completed' })] }),
    );
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              sum += (entry as PerformanceEntry & { value: number }).value;
          });
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    expect(shift).toBeLessThan(0.02);
  });
});
