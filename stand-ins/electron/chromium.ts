import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Cdp, connectCdp, debug } from './cdp.ts';

/** Where a Chromium may be, the binary itself before the distribution's launcher (which costs 30 ms of shell). */
const PLACES = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** Parts of Chrome that Electron has not got, or that hinder a stand-in; why, beside each. */
const FEATURES_OFF = [
  'LocalNetworkAccessChecks', // app:// pages talk to servers on this machine, as in Electron
  'LocalNetworkAccessChecksWebSockets',
  'LocalNetworkAccessChecksWebRTC',
  'BlockInsecurePrivateNetworkRequests',
  'PrivateNetworkAccessSendPreflights',
  'WebRtcHideLocalIpsWithMdns', // no mDNS between two processes on a machine that has only `lo`
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxPopup', // two pages of Chrome's own beside each window
  'WebUIOmniboxAimPopup',
  'OmniboxPopupAim',
  'AimEnabled',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
  'SpareRendererForSitePerProcess', // a process for a page that may never come, while the first one starts
  'AudioServiceOutOfProcess', // one process less before the first microphone
  'StorageServiceOutOfProcess',
  'LensOverlay',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
];

/** One process less to start. */
const FEATURES_ON = ['NetworkServiceInProcess2'];

const ALWAYS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-software-rasterizer', // pages need no WebGL
  '--in-process-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-component-extensions-with-background-pages',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--disable-field-trial-config',
  '--disable-search-engine-choice-screen',
  '--disable-infobars',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--no-pings',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
  '--disable-back-forward-cache',
  '--password-store=basic',
  '--use-mock-keychain',
  '--autoplay-policy=no-user-gesture-required',
];

/** Switches the stand-in answers for itself; Chromium must not get them, or not as they stand. */
const OURS = new Set([
  'inspect',
  'user-data-dir',
  'remote-debugging-port',
  'disable-features',
  'enable-features',
  'no-sandbox',
  'use-fake-ui-for-media-stream', // it would grant every page the microphone; permissions.ts answers instead
  'remote-debugging-pipe',
]);

export interface Chromium {
  readonly cdp: Cdp;
  readonly headless: boolean;
  /** Opens a window without tabs and address bar; only with a display, where such windows can be seen. */
  openAppWindow(address: string, width: number, height: number): void;
  /** Asks Chromium to end, and ends it by force after `patience` milliseconds. */
  close(patience: number): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

export interface ChromiumOptions {
  readonly userDataDir: string;
  readonly userAgent: string;
  readonly switches: ReadonlyMap<string, string>;
  onExit(code: number | null): void;
}

/** Where Chromium is. Throws with what to install where there is none. */
export function findChromium(): string {
  const named = process.env.ELECTRON_STAND_IN_CHROMIUM;
  const found = [...(named ? [named] : []), ...PLACES].find((place) => existsSync(place));
  if (found) return found;
  throw new Error(
    'The Electron stand-in needs Chromium and found none. Install it (Debian: apt-get install chromium) or name it in ELECTRON_STAND_IN_CHROMIUM.',
  );
}

/** Whether windows can be shown: there is an X or Wayland display. */
export function hasDisplay(): boolean {
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The switches Chromium is started with. */
export function chromiumSwitches(options: ChromiumOptions): string[] {
  const { switches } = options;
  const off = [...FEATURES_OFF, ...(switches.get('disable-features')?.split(',') ?? [])];
  const on = [...FEATURES_ON, ...(switches.get('enable-features')?.split(',') ?? [])];
  const onlyLoopback = Object.values(networkInterfaces()).every((list) => list?.every((one) => one.internal));
  const shm = existsSync('/dev/shm') ? statfsSync('/dev/shm') : undefined;
  const port = switches.get('remote-debugging-port');
  const asRoot = process.getuid?.() === 0;
  return [
    ...ALWAYS,
    `--user-data-dir=${options.userDataDir}`,
    `--user-agent=${options.userAgent}`,
    `--disable-features=${[...new Set(off)].join(',')}`,
    `--enable-features=${on.join(',')}`,
    '--remote-debugging-pipe',
    ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
    ...(hasDisplay() ? [] : ['--headless=new']),
    ...(asRoot || switches.has('no-sandbox') ? ['--no-sandbox', '--test-type'] : []),
    // Calls within this machine need it where `lo` is all there is, and break with it anywhere else.
    ...(onlyLoopback ? ['--allow-loopback-in-peer-connection'] : []),
    ...(shm && shm.bavail * shm.bsize < 512 * 2 ** 20 ? ['--disable-dev-shm-usage'] : []),
    ...[...switches]
      .filter(([name]) => !OURS.has(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
  ];
}

/**
 * Starts Chromium. It is driven over a pipe, so it ends by itself when this process ends, even by SIGKILL.
 * With `remote-debugging-port` among the switches it also listens there (Playwright), and says so on stderr.
 */
export function startChromium(options: ChromiumOptions): Chromium {
  const child = spawn(findChromium(), chromiumSwitches(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: undefined, GOOGLE_API_KEY: 'no' },
  });
  const [, , stderr, input, output] = child.stdio as [unknown, unknown, Readable, Writable, Readable];
  createInterface({ input: stderr }).on('line', (line) => {
    if (line.startsWith('DevTools listening on ')) process.stderr.write(`\n${line}\n`);
    else debug(`Chromium: ${line}`);
  });
  child.on('error', (error) => process.stderr.write(`Electron stand-in: Chromium did not start: ${error}\n`));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      options.onExit(code);
      resolve();
    });
  });
  const cdp = connectCdp(input, output);
  return {
    cdp,
    headless: !hasDisplay(),
    openAppWindow(address, width, height) {
      // A second Chromium on the same profile hands its wish to the first one and ends.
      const wish = [`--app=${address}`, `--window-size=${width},${height}`];
      const messenger = spawn(
        findChromium(),
        [...chromiumSwitches(options).filter(isForMessenger), ...wish],
        {
          stdio: 'ignore',
        },
      );
      messenger.on('error', (error) => debug(`no window: ${error.message}`));
    },
    async close(patience) {
      cdp.tell('Browser.close');
      const force = setTimeout(() => kill(child), patience);
      await ended;
      clearTimeout(force);
    },
    kill: () => kill(child),
  };
}

/** The messenger opens nothing of its own and listens to nobody. */
function isForMessenger(one: string): boolean {
  return !one.startsWith('--remote-debugging') && one !== '--no-startup-window';
}

function kill(child: ChildProcess): void {
  if (child.exitCode === null) child.kill('SIGKILL');
}
