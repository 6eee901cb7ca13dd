import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright';
import { build } from 'vite';
import type { SipAccount } from '../app/ipc/phone-line.ts';
import { until } from '../scripts/until.ts';
import { servePages } from '../stand-ins/page-server.ts';
import { EARS } from '../stand-ins/pbx/browser/in-page.ts';
import { startVoiceBrowser, VOICE_POLICY } from '../stand-ins/pbx/browser/voice-page.ts';
import { READ_PROBE, VOICE_PROBE, type VoiceProbe } from './voice-probe.ts';

const DEMO_PAGE = join(import.meta.dirname, 'demo-page');

/** A page that makes calls, registered and ready. */
export interface CallingPage {
  /** Resolves when the call is answered. */
  call(number: string): Promise<void>;
  /** Ends every call; resolves when the page is ready for the next one. */
  hangUp(): Promise<void>;
  probe(): Promise<VoiceProbe>;
  run(script: string): Promise<unknown>;
  close(): Promise<void>;
}

/** One of the two that are compared, in a Chromium of its own. */
export interface VoiceSubject {
  readonly name: 'outdial' | 'demo';
  /** To the whole browser: its processes. */
  readonly devtools: CDPSession;
  /** Of all its pages. */
  collectGarbage(): Promise<void>;
  open(account: SipAccount): Promise<CallingPage>;
  close(): Promise<void>;
}

/** Outdial's voice page, as the product builds it, behind a bridge that ends here. */
export async function outdialSubject(): Promise<VoiceSubject> {
  const browser = await startVoiceBrowser({ whole: true });
  return {
    name: 'outdial',
    devtools: await browser.browser.newBrowserCDPSession(),
    collectGarbage: () => collectGarbage(browser.browser),
    async open(account) {
      const page = await browser.open(account, { first: VOICE_PROBE });
      await page.event(
        ({ type, ...event }) => 'registration' in event && event.registration.status === 'registered',
      );
      const up = new Set<string>();
      return {
        async call(number) {
          const callId = await page.dial(number);
          up.add(callId);
          await page.event((event) => event.type === 'answered' && event.callId === callId);
        },
        async hangUp() {
          for (const callId of up) {
            await page.command({ type: 'hang-up', callId });
            await page.event((event) => event.type === 'ended' && event.callId === callId);
          }
          up.clear();
        },
        probe: () => page.evaluate(READ_PROBE),
        run: (script) => page.evaluate(script),
        close: () => page.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** A plain page that uses JsSIP as its documentation shows. */
export async function demoSubject(): Promise<VoiceSubject> {
  // The same Chromium with the same switches; its voice page is not opened.
  const browser = await startVoiceBrowser({ whole: true });
  const folder = await mkdtemp(join(tmpdir(), 'outdial-demo-page-'));
  await build({ root: DEMO_PAGE, configFile: false, logLevel: 'error', build: { outDir: folder } });
  const served = await servePages(VOICE_POLICY, folder);
  return {
    name: 'demo',
    devtools: await browser.browser.newBrowserCDPSession(),
    collectGarbage: () => collectGarbage(browser.browser),
    async open(account) {
      const context = await browser.browser.newContext();
      const page = await context.newPage();
      await page.addInitScript({ content: VOICE_PROBE });
      await page.addInitScript({ content: `window.demoAccount = ${JSON.stringify(account)};` });
      await page.goto(served.url);
      await page.evaluate(EARS);
      await titled(page, 'registered');
      return {
        async call(number) {
          await page.evaluate("document.title = 'calling'");
          await page.fill('#number', number);
          await page.click('#call');
          await titled(page, 'confirmed');
        },
        async hangUp() {
          await page.click('#hang-up');
          await titled(page, 'registered');
        },
        probe: () => page.evaluate(READ_PROBE),
        run: (script) => page.evaluate(script),
        close: () => context.close(),
      };
    },
    async close() {
      await browser.close();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function titled(page: Page, title: string): Promise<void> {
  await until(`the demo page to be ${title}`, async () => (await page.title()) === title);
}

async function collectGarbage(browser: Browser): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) await page.requestGC();
}
