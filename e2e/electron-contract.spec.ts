import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { type ContractBridge, electron, pageOf, seen, test } from './electron-contract/launch.ts';

// The same assertions on the real Electron and on its stand-in: what Outdial relies on.
// Everything runs on a small application of its own, electron-contract/app.

declare global {
  interface Window {
    readonly bridge: ContractBridge;
  }
}

test.describe('IPC and the preload', () => {
  test('carries values both ways and names what failed', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    const echoed = await page.evaluate(() =>
      window.bridge.invoke('echo', 1, 'zwei', { deep: [null, true] }, new Date(5), new Uint8Array([7, 8])),
    );
    expect(echoed).toEqual([1, 'zwei', { deep: [null, true] }, new Date(5), new Uint8Array([7, 8])]);
    const failed = await page.evaluate(() =>
      window.bridge.invoke('fail').catch((error: Error) => error.message),
    );
    expect(failed).toBe("Error invoking remote method 'fail': TypeError: no such thing");
    const unknown = await page.evaluate(() =>
      window.bridge.invoke('nope').catch((error: Error) => error.message),
    );
    expect(unknown).toBe("Error invoking remote method 'nope': Error: No handler registered for 'nope'");
    const uncloneable = await page
      .evaluate(() => window.bridge.invoke('echo', Symbol('no')).catch((error: Error) => error.message))
      .catch((error: Error) => error.message);
    expect(uncloneable).toContain('cloned');
  });

  test('bridges values, errors, promises, callbacks and their end', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    expect(await page.evaluate(() => [window.bridge.version, window.bridge.add(2, 3)])).toEqual([1, 5]);
    const thrown = await page.evaluate(() => {
      try {
        return window.bridge.boom();
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(thrown).toContain('too far');
    const heard = await page.evaluate(async () => {
      const texts: string[] = [];
      const next = (): Promise<void> =>
        new Promise((resolve) => {
          const end = window.bridge.subscribe((text) => {
            texts.push(text);
            end();
            resolve();
          });
        });
      const first = next();
      window.bridge.tell('one');
      await first;
      const second = next();
      window.bridge.tell('two');
      await second;
      return texts;
    });
    expect(heard).toEqual(['one', 'two']);
    await expect(page.evaluate(() => Object.isFrozen(window.bridge))).resolves.toBe(true);
  });

  test('tells the sending frame', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    expect(await page.evaluate(() => window.bridge.invoke('who'))).toEqual({
      url: 'app://dialer/index.html',
      origin: 'app://dialer',
      parent: null,
      isTop: true,
      isOurs: true,
    });
    const voice = await pageOf(app, 'voice');
    expect(await voice.evaluate(() => window.bridge.invoke('who'))).toMatchObject({
      url: 'app://voice/index.html',
      isOurs: false,
    });
  });

  test('isolates the page from Node, from the preload and from foreign frames', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    const own = await page.evaluate(() => Object.getOwnPropertyNames(window));
    expect(
      own.filter((name) => /^(require|process|module|global|Buffer)$|electron|^ipc|stand-?in/i.test(name)),
    ).toEqual([]);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    expect(await frame?.evaluate(() => typeof window.bridge)).toBe('undefined');
    expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
  });
});

test.describe('pages', () => {
  test('are served on app:// with their Content-Security-Policy in force', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    const ran = await page.evaluate(() => ({
      inline: 'inlineRan' in window,
      file: 'scriptRan' in window,
    }));
    expect(ran).toEqual({ inline: false, file: true });
    const blocked = await page.evaluate(() =>
      fetch('https://example.invalid/').catch((error: Error) => error.name),
    );
    expect(blocked).toBe('TypeError');
    expect(await page.evaluate(async () => (await fetch('nothing-here')).status)).toBe(404);
    const urls = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getURL()),
    );
    expect(urls.sort()).toEqual(['app://dialer/index.html', 'app://voice/index.html']);
  });

  test('can neither navigate away nor open windows', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    const before = page.url();
    expect(await page.evaluate(() => window.open('https://example.invalid/opened'))).toBeNull();
    // Clicked from within: Playwright's own click waits for the navigation that never comes.
    for (const id of ['away', 'blank'])
      await page.evaluate((one) => document.getElementById(one)?.click(), id);
    await expect
      .poll(async () => {
        const { opened, navigations } = await seen(app);
        return { opened, navigations };
      })
      .toEqual({
        opened: ['https://example.invalid/opened', 'https://example.invalid/blank'],
        navigations: ['https://example.invalid/away'],
      });
    expect(page.url()).toBe(before);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
  });

  test('get the microphone only where the application grants it', async ({ app }) => {
    const ask = (): Promise<string> =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        (stream) => `${stream.getAudioTracks().length} track`,
        (error: Error) => error.name,
      );
    const dialer = await pageOf(app, 'dialer');
    const voice = await pageOf(app, 'voice');
    expect(await dialer.evaluate(ask)).toBe('NotAllowedError');
    expect(await voice.evaluate(ask)).toBe('1 track');
    expect(await dialer.evaluate(ask)).toBe('NotAllowedError');
    expect((await seen(app)).permissions.map(({ granted, mediaTypes }) => [granted, ...mediaTypes])).toEqual([
      [false, 'audio'],
      [true, 'audio'],
      [false, 'audio'],
    ]);
  });

  test('know what the application prefers, light or dark', async ({ app }) => {
    const page = await pageOf(app, 'dialer');
    for (const source of ['dark', 'light'] as const) {
      await app.evaluate(({ nativeTheme }, to) => {
        nativeTheme.themeSource = to;
      }, source);
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(source === 'dark');
    }
  });

  test('that crash are told of, and come back by a reload', async ({ app }) => {
    await pageOf(app, 'voice');
    const reason = await app.evaluate(({ webContents }) => {
      const voice = webContents.getAllWebContents().find((one) => one.getURL().includes('voice'));
      const gone = new Promise<string>((resolve) => {
        voice?.once('render-process-gone', (_event, details) => resolve(details.reason));
      });
      voice?.forcefullyCrashRenderer();
      return gone;
    });
    expect(['crashed', 'killed']).toContain(reason);
    const back = await app.evaluate(async ({ webContents }) => {
      const voice = webContents.getAllWebContents().find((one) => one.getURL().includes('voice'));
      const loaded = new Promise<void>((resolve) => voice?.once('did-finish-load', () => resolve()));
      voice?.reload();
      await loaded;
      return voice?.executeJavaScript('window.bridge.invoke("echo", "back")');
    });
    expect(back).toEqual(['back']);
  });

  test('fail to load in words', async ({ app }) => {
    const message = await app.evaluate(
      async ({ BrowserWindow }, url) => {
        const window = new BrowserWindow({ show: false });
        const failed = new Promise((resolve) => {
          window.webContents.once('did-fail-load', (_event, code, name) => resolve([code, name]));
        });
        const rejected = await window.loadURL(url).catch((error: Error) => error.message);
        const answer = [rejected, await failed];
        window.destroy();
        return answer;
      },
      `http://127.0.0.1:${await closedPort()}/`,
    );
    expect(message).toEqual([
      expect.stringMatching(/^ERR_CONNECTION_REFUSED \(-102\) loading 'http:/),
      [-102, 'ERR_CONNECTION_REFUSED'],
    ]);
  });
});

test('a sign-in window shares nothing, and ends at an https address where nobody listens', async ({
  app,
}) => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/authorize')) {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'signed=in' });
      response.end('<title>sign in</title><script>setTimeout(() => location.assign("/approve"), 0)</script>');
    } else {
      response.writeHead(302, { Location: 'https://signed-in.invalid/callback?code=abc&state=xyz' }).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await pageOf(app, 'dialer');
  const outcome = await app.evaluate(async ({ BrowserWindow, session }, start) => {
    const partition = session.fromPartition('sign-in');
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'sign-in' } });
    const redirects: string[] = [];
    window.webContents.on('will-redirect', (_event, url) => redirects.push(url));
    const caught = new Promise<string>((resolve) => {
      partition.webRequest.onBeforeRequest({ urls: ['https://signed-in.invalid/*'] }, (details, callback) => {
        callback({ cancel: true });
        resolve(details.url);
      });
    });
    window.loadURL(start).catch(() => undefined); // ends in the redirect that is cancelled below
    const url = await caught;
    const own = await partition.cookies.get({ name: 'signed' });
    const others = await session.defaultSession.cookies.get({ name: 'signed' });
    window.destroy();
    return { url, redirects, own: own.length, others: others.length };
  }, `http://127.0.0.1:${port}/authorize`);
  server.close();
  expect(outcome).toEqual({
    url: 'https://signed-in.invalid/callback?code=abc&state=xyz',
    redirects: ['https://signed-in.invalid/callback?code=abc&state=xyz'],
    own: 1,
    others: 0,
  });
});

test('a notification keeps its words and its buttons, and tells which was pressed', async ({ app }) => {
  await app.firstWindow();
  const answer = await app.evaluate(({ Notification }) => {
    const buttons = ['Answer', 'Reject'].map((text) => ({ type: 'button', text }) as const);
    const notification = new Notification({ title: 'Incoming', body: 'Ann', silent: true, actions: buttons });
    const pressed: number[] = [];
    notification.on('action', ({ actionIndex }) => pressed.push(actionIndex));
    notification.emit('action', { actionIndex: 1 }, 1);
    const { title, body, silent, actions } = notification;
    return [title, body, silent, actions.map(({ text }) => text), pressed];
  });
  expect(answer).toEqual(['Incoming', 'Ann', true, ['Answer', 'Reject'], [1]]);
});

test('what the stand-in lacks throws by name', async ({ app }) => {
  await app.firstWindow();
  const answer = await app.evaluate(({ app: one, BrowserWindow }) => {
    const messages: string[] = [];
    const attempts = [
      () => Reflect.get(one, 'configureHostResolver'),
      () => Reflect.get(BrowserWindow.getAllWindows()[0] ?? {}, 'setVibrancy'),
      () => Reflect.get(BrowserWindow.getAllWindows()[0]?.webContents ?? {}, 'printToPDF'),
    ];
    for (const attempt of attempts) {
      try {
        messages.push(typeof attempt());
      } catch (error) {
        messages.push((error as Error).message);
      }
    }
    return messages;
  });
  const names = ['app.configureHostResolver', 'BrowserWindow.setVibrancy', 'webContents.printToPDF'];
  for (const [index, name] of names.entries()) {
    expect(answer[index]).toContain(electron.kind === 'stand-in' ? `does not implement ${name}` : 'function');
  }
});

/** A port where nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
