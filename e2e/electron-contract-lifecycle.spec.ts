import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sendOpenUrl } from '../stand-ins/electron/single-instance.ts';
import { descendants, electron, pageOf, runs, seen, test } from './electron-contract/launch.ts';

// The other half of electron-contract.spec.ts: how the application starts, is reached again, and ends.

test.describe('one instance', () => {
  test('hears what further processes were started with, two at once', async ({ world, app }) => {
    await pageOf(app, 'dialer');
    const codes = await Promise.all(
      ['tel:+14155550101', 'tel:+14155550102'].map((link) => world.start(link).ended),
    );
    expect(codes).toEqual([0, 0]);
    await expect.poll(async () => (await seen(app)).secondInstances.length).toBe(2);
    const { secondInstances } = await seen(app);
    expect(secondInstances.map(({ additionalData }) => additionalData.argv.at(-1)).sort()).toEqual([
      'tel:+14155550101',
      'tel:+14155550102',
    ]);
    expect(secondInstances[0]?.workingDirectory).toBe(process.cwd());
  });

  test('is one, of two that start together, and no link is lost', async ({ world }) => {
    const links = ['tel:+14155550101', 'tel:+14155550102', 'tel:+14155550103'];
    const processes = links.map((link) => world.start(link));
    await expect.poll(() => world.log().filter((line) => line.startsWith('second-instance'))).toHaveLength(2);
    expect(world.log().filter((line) => line === 'second')).toHaveLength(2);
    const alive = processes.filter(({ pid }) => runs(pid));
    expect(alive).toHaveLength(1);
  });

  test('can start again after a kill, and nothing is left running', async ({ world }) => {
    const app = await world.launch();
    await pageOf(app, 'dialer');
    const pid = app.process().pid ?? 0;
    const below = descendants(pid);
    expect(below.length).toBeGreaterThan(1);
    app.process().kill('SIGKILL');
    const again = await world.launch();
    await pageOf(again, 'dialer');
    await expect.poll(() => [pid, ...below].filter(runs)).toEqual([]);
    expect(await again.evaluate(({ app: one }) => one.hasSingleInstanceLock())).toBe(true);
  });

  test('gets open-url', async ({ world, app }) => {
    await pageOf(app, 'dialer');
    // Only macOS has it; the real Electron elsewhere can merely pretend.
    if (electron.kind === 'stand-in') expect(sendOpenUrl(world.profile, 'tel:+14155550104')).toBe(true);
    else
      await app.evaluate(({ app: one }) => one.emit('open-url', { preventDefault() {} }, 'tel:+14155550104'));
    await expect.poll(async () => (await seen(app)).openUrls).toEqual(['tel:+14155550104']);
  });
});

test('registers for tel: links in the user’s profile', async ({ world }) => {
  // The real Electron wants the desktop entry installed, as its package does.
  const applications = join(world.env.XDG_DATA_HOME ?? '', 'applications');
  mkdirSync(applications, { recursive: true });
  mkdirSync(world.env.XDG_CONFIG_HOME ?? '', { recursive: true });
  writeFileSync(
    join(applications, 'electron-contract.desktop'),
    '[Desktop Entry]\nType=Application\nName=Electron Contract\nExec=true %u\nMimeType=x-scheme-handler/tel;\n',
  );
  const app = await world.launch();
  const answers = await app.evaluate(({ app: one }) => [
    one.setAsDefaultProtocolClient('tel'),
    one.isDefaultProtocolClient('tel'),
    one.isDefaultProtocolClient('mailto'),
    one.getApplicationNameForProtocol('tel:'),
  ]);
  expect(answers).toEqual([true, true, false, 'Electron Contract']);
});

test.describe('the end', () => {
  test('comes in Electron’s order, with exit code 0', async ({ world, app }) => {
    await pageOf(app, 'dialer');
    const child = app.process();
    await app.close();
    const order = world.log();
    expect(order[0]).toBe('before-quit');
    expect(order.slice(-2)).toEqual(['will-quit', 'quit 0']);
    expect([...order.slice(1, -2)].sort()).toEqual([
      'close dialer',
      'close voice',
      'closed dialer',
      'closed voice',
    ]);
    expect(order.indexOf('close dialer')).toBeLessThan(order.indexOf('closed dialer'));
    expect(child.exitCode).toBe(0);
  });

  test('can be refused by before-quit and by a window', async ({ world, app }) => {
    await pageOf(app, 'dialer');
    await app.evaluate(({ app: one, BrowserWindow }) => {
      one.once('before-quit', (event) => event.preventDefault());
      one.quit();
      BrowserWindow.getAllWindows()[0]?.once('close', (event) => event.preventDefault());
      one.quit();
    });
    await expect.poll(() => world.log().filter((line) => line === 'before-quit').length).toBe(2);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  });

  test('app.exit ends at once with its code', async ({ world }) => {
    const app = await world.launch();
    await pageOf(app, 'dialer');
    const below = descendants(app.process().pid ?? 0);
    const ended = once(app.process(), 'exit');
    await app.evaluate(({ app: one }) => setImmediate(() => one.exit(7))).catch(() => undefined); // it is gone already
    expect((await ended)[0]).toBe(7);
    expect(world.log()).not.toContain('before-quit');
    await expect.poll(() => below.filter(runs)).toEqual([]);
  });
});
