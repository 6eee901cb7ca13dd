import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answeredCall } from './fixtures/answered-call.ts';
import { keptSignIn } from './fixtures/kept-sign-in.ts';
import type { Running } from './fixtures/launcher.ts';
import { ECHO } from './fixtures/practice-prospects.ts';
import { expect, test } from './fixtures/rig.ts';
import { dialerScreen } from './screens/dialer.ts';

/** The bridge as a page finds it; anything may be sent through it. */
interface AnyBridge {
  request(name: unknown, payload: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
}

const codeOf = (outdial: Running, name: unknown, payload: unknown) =>
  outdial.window.evaluate(
    async ([command, given]) => {
      const { outdial: bridge } = window as unknown as { outdial: AnyBridge };
      const answer = await bridge.request(command, given);
      return answer.ok ? 'ok' : answer.failure?.code;
    },
    [name, payload] as const,
  );

test('the pages are isolated: sandboxed, no Node, nothing but the bridge of two functions', async ({
  rig,
}) => {
  const outdial = await rig.launch();
  for (const page of [outdial.window, await outdial.voice()])
    expect(
      await page.evaluate(() => ({
        node: typeof Reflect.get(window, 'process') + typeof Reflect.get(window, 'require'),
        bridge: Object.keys(Reflect.get(window, 'outdial') as object).sort(),
      })),
    ).toEqual({ node: 'undefinedundefined', bridge: ['request', 'subscribe'] });
});

test('the door of main: unknown commands, foreign payloads and the wrong window are refused', async ({
  rig,
}) => {
  const outdial = await rig.launch();
  expect(await codeOf(outdial, 'snapshot.get', {})).toBe('ok');
  expect(await codeOf(outdial, 'shell.run', {})).toBe('unknown-command');
  expect(await codeOf(outdial, '__proto__', {})).toBe('unknown-command');
  expect(await codeOf(outdial, 42, {})).toBe('unknown-command');
  expect(await codeOf(outdial, 'voice.ready', {})).toBe('wrong-window');
  expect(await codeOf(outdial, 'call.dial', { text: '' })).toBe('bad-payload');
  expect(await codeOf(outdial, 'call.dial', { text: 'x'.repeat(5000) })).toBe('bad-payload');
  expect(await codeOf(outdial, 'call.sendDigits', { callId: 'no uuid', digits: '1' })).toBe('bad-payload');
  expect(await codeOf(outdial, 'snapshot.get', { more: 1 })).toBe('bad-payload');
  expect(await codeOf(outdial, 'snapshot.get', null)).toBe('bad-payload');
});

test('a frame in a page has no bridge, and the policy lets no foreign one in', async ({ rig }) => {
  const outdial = await rig.launch();
  const violations = outdial.window.waitForEvent('console', (message) =>
    /Content Security Policy/i.test(message.text()),
  );
  const found = await outdial.window.evaluate(async (foreign) => {
    const frame = document.createElement('iframe');
    frame.src = foreign;
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.onload = resolve;
    });
    const blank = document.createElement('iframe');
    document.body.append(blank);
    return Reflect.has(blank.contentWindow as object, 'outdial');
  }, rig.outreach.url);
  await violations;
  expect(found).toBe(false);
});

test('the policy is in force: no inline script, no eval, no connection from the dialer', async ({ rig }) => {
  const outdial = await rig.launch();
  expect(
    await outdial.window.evaluate(async (elsewhere) => {
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.body.append(script);
      // In a turn of its own: while a debugger evaluates, Chromium suspends the policy against eval.
      const evaluates = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            resolve(Function('return true')() as boolean);
          } catch {
            resolve(false);
          }
        });
      });
      const connects = await fetch(elsewhere, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      );
      return { inline: Reflect.has(window, 'wasRun'), evaluates, connects };
    }, rig.outreach.url),
  ).toEqual({ inline: false, evaluates: false, connects: false });
});

test('no page navigates or opens a window', async ({ rig }) => {
  const outdial = await rig.launch();
  await outdial.voice();
  await expect(dialerScreen(outdial.window).number).toBeVisible();
  const addresses = () =>
    outdial.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .map(({ webContents }) => webContents.getURL())
        .sort(),
    );
  const before = await addresses();
  const refused = rig.outreach.journal().length;
  await outdial.window.evaluate((elsewhere) => {
    window.open(elsewhere);
    window.location.href = elsewhere;
  }, `${rig.outreach.url}/api/v2`);
  // Asked of the page by main: Playwright's own queries would wait for the navigation that never comes.
  await expect
    .poll(() =>
      outdial.app.evaluate(({ BrowserWindow }) => {
        const [dialer] = BrowserWindow.getAllWindows().filter(({ webContents }) =>
          webContents.getURL().startsWith('app://dialer/'),
        );
        return dialer?.webContents.executeJavaScript('document.querySelector("input") !== null');
      }),
    )
    .toBe(true);
  expect(await addresses()).toEqual(before);
  expect(
    rig.outreach
      .journal()
      .slice(refused)
      .filter(({ path, token }) => path === '/api/v2' && !token),
  ).toEqual([]);
});

test('only the voice page gets the microphone, and nobody the camera', async ({ rig }) => {
  const outdial = await rig.launch();
  const voice = await outdial.voice();
  const ask = (constraints: MediaStreamConstraints) =>
    navigator.mediaDevices.getUserMedia(constraints).then(
      () => 'given',
      (error: DOMException) => error.name,
    );
  expect(await voice.evaluate(ask, { audio: true })).toBe('given');
  expect(await outdial.window.evaluate(ask, { audio: true })).toBe('NotAllowedError');
  expect(await voice.evaluate(ask, { video: true })).not.toBe('given');
  expect(await voice.evaluate(() => Notification.requestPermission())).not.toBe('granted');
});

test('tokens and passwords are in the keychain only: not on the disk, not in what the program writes', async ({
  rig,
}) => {
  const { outdial, dialer, callId } = await answeredCall(rig);
  await dialer.hangUp.click();
  await expect(dialer.lastCall).toContainText(/logged in outreach/i);
  await outdial.close();

  const kept = await keptSignIn(rig.outreach, rig.profile, rig.keyringEnv);
  const { accessToken, refreshToken } = JSON.parse(kept ?? '{}') as Record<string, string>;
  const secrets = [accessToken, refreshToken, rig.outreach.settings.clientSecret, rig.pbx.sip.password];
  for (const secret of secrets) expect(secret?.length).toBeGreaterThan(8);
  const written = await everythingIn(rig.profile);
  for (const secret of secrets) {
    expect(written.filter(({ content }) => content.includes(secret ?? '')).map(({ path }) => path)).toEqual(
      [],
    );
    expect(rig.output()).not.toContain(secret);
  }
  for (const personal of [ECHO, ECHO.slice(1), callId]) expect(rig.output()).not.toContain(personal);
});

async function everythingIn(folder: string): Promise<{ path: string; content: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, content: await readFile(path) })));
}
