import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../app/ipc/snapshot-schema.ts';
import { callInView, calmSnapshot, ringingInView, talkingInView } from './fixtures/dialer-snapshots.ts';
import { dialerWindows, eventually } from './fixtures/dialer-windows.ts';

const { open, openAnswered } = dialerWindows();

const talking = talkingInView;
const NEITHER = { known: true, doNotCall: false, pickedUp: true, missed: false };
const joined = (number: string) => talkingInView({ number, inConference: true });

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
    await eventually(() => screen.outreach.textContent()).toContain('Connected as Ann Lee');
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
    await eventually(bridge.asked).toEqual([
      { name: 'telHandler.register', payload: {} },
      { name: 'notice.dismiss', payload: { id: 'n3' } },
    ]);
  });

  it('a bridge that refuses is told, with a way to try again', async () => {
    const { page, screen } = await openAnswered({
      ok: false,
      failure: { code: 'not-ready', message: 'Outdial is still starting.' },
    });
    await eventually(() => page.getByRole('alert').textContent()).toMatch(/still starting.*not-ready/s);
    await screen.tryAgain.waitFor();
  });
});

describe('the window', () => {
  // 200: the usual window, magnified to twice its size.
  it.each([200, 320, 400, 719, 720, 1400])(
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
        calmSnapshot({
          calls: [
            talking({ number: long, held: true, transfer: { status: 'failed', message: 'm'.repeat(300) } }),
            talking({ number: '1'.repeat(40), extension: '1,'.repeat(20) }),
            ringingInView({ name: 'N'.repeat(80), company: 'C'.repeat(80), known: true, doNotCall: true }),
          ],
        }),
        calmSnapshot({
          calls: [1, 2].map((id) => joined(`${id}`.repeat(40))),
          emergency: { location: 'l'.repeat(200) },
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

  it('shows Hang up beneath a call that rings, and each connection’s name, however long the names are', async () => {
    const long = { name: 'N '.repeat(80), title: 'T '.repeat(80), company: 'C'.repeat(80), known: true };
    const recent = [callInView({ phase: 'ended', state: 'failed', logging: 'refused' })];
    const calls = [
      talkingInView({ direction: 'inbound', inbound: { ...ringingInView(long).inbound, ...NEITHER } }),
      ringingInView({ ...long, doNotCall: true }),
    ];
    const { page, screen } = await open(calmSnapshot({ calls, recent }));
    for (const width of [320, 400]) {
      await page.setViewportSize({ width, height: 680 });
      // A click on what something else covers would fail.
      await screen.hangUp.click({ trial: true });
      const name = await screen.outreach.getByText('Outreach', { exact: true }).boundingBox();
      const button = await screen.openOutbox.boundingBox();
      if (!name || !button) throw new Error('The status bar is not drawn.');
      const below = button.y >= name.y + name.height;
      expect(below || button.x >= name.x + name.width).toBe(true);
    }
    expect(await page.evaluate('window.scrollY')).toBe(0);
  });

  it('scrolls the last calls within themselves only where they have room', async () => {
    const recent = Array.from({ length: 30 }, () => callInView({ phase: 'ended', state: 'busy' }));
    const { page, screen, bridge } = await open(calmSnapshot({ recent }));
    const scrolling = () =>
      page.evaluate(() => {
        const list = document.querySelector('.recent-days');
        const window = document.documentElement;
        return {
          list: list !== null && getComputedStyle(list).overflowY === 'auto',
          window: window.scrollHeight > window.clientHeight,
        };
      });
    await eventually(scrolling).toEqual({ list: true, window: false });
    await page.setViewportSize({ width: 400, height: 480 });
    await eventually(scrolling).toEqual({ list: false, window: true });
    await screen.recentRows.last().scrollIntoViewIfNeeded();
    expect(await screen.outreach.isVisible()).toBe(true);
    await page.setViewportSize({ width: 400, height: 680 });
    await eventually(scrolling).toEqual({ list: true, window: false });
    // A single one fits into less.
    await page.setViewportSize({ width: 400, height: 515 });
    await bridge.send(calmSnapshot({ recent: recent.slice(0, 1) }));
    await eventually(scrolling).toEqual({ list: false, window: false });
  });

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
