import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import type { CarrierCommand } from '../../../app/ipc/carrier-contract.ts';
import type { SipAccount } from '../../../app/ipc/phone-line.ts';
import type { AudioCommand, AudioEvent, AudioSettings } from '../../../app/voice/audio.ts';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { headlessChromium, openAddress } from '../../headless-chromium.ts';
import { servePages } from '../../page-server.ts';
import { writeToneWav } from '../tone-wav.ts';
import { PATIENCE_MILLISECONDS } from '../until.ts';
import { BRIDGE, EARS } from './in-page.ts';

/** The policy the application serves the voice page with. */
export const VOICE_POLICY =
  "default-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob: mediastream:";

export interface SeenEvent {
  /** Milliseconds since 1970, with a fraction, when the page reported it, however late it reached this process. */
  readonly at: number;
  readonly event: CarrierEvent;
}

/** The real voice page in a real Chromium, with a bridge that ends here instead of in main. */
export interface VoicePage {
  command(command: CarrierCommand): Promise<void>;
  /** Dials and gives the call's id. */
  dial(number: string): Promise<string>;
  seen(): readonly SeenEvent[];
  /** The first event that fits, waiting for it if need be; rejects after `withinMilliseconds`. */
  event(fits: (event: CarrierEvent) => boolean, withinMilliseconds?: number): Promise<SeenEvent>;
  /** What the rep hears of a call: strongest frequency in hertz (0 is silence) and loudness (0 to 1). */
  hear(callId: string): Promise<{ hertz: number; loudness: number }>;
  audio(command: AudioCommand): Promise<void>;
  /** What the page told of its sound so far. */
  sounds(): readonly AudioEvent[];
  /** When it told each of them, in milliseconds since 1970. */
  soundTimes(): readonly number[];
  /** Runs a script in the page. */
  evaluate<Value>(script: string): Promise<Value>;
  /** When the navigation began, in milliseconds since 1970. */
  readonly openedAt: number;
  /** Hangs up what is still up, so that no far end is left talking, and closes the page. */
  close(): Promise<void>;
}

/** Main's side of the bridge, for tests of the carrier itself. */
export interface VoiceMain {
  pageReady(): { account: SipAccount | null };
  report(event: CarrierEvent): void;
}

export interface OpenOptions {
  readonly main?: VoiceMain;
  readonly audio?: AudioSettings;
  /** A script that runs before the page's own. */
  readonly first?: string;
}

export interface VoiceBrowser {
  /** For other pages beside the voice page. */
  readonly browser: Browser;
  open(account: SipAccount | null, options?: OpenOptions): Promise<VoicePage>;
  close(): Promise<void>;
}

export interface VoiceBrowserOptions {
  /** The tone that the microphone plays; 1000 unless told otherwise. */
  readonly microphoneHertz?: number;
  /** Whether pages get the microphone they ask for; `granted` unless told otherwise. */
  readonly microphone?: 'granted' | 'refused';
  /** The whole browser, as people have it, where what it costs is measured; else its headless shell will do. */
  readonly whole?: boolean;
  /** Further arguments for Chromium. */
  readonly more?: readonly string[];
}

/** Starts Chromium with a microphone that plays a tone, and serves the voice page, which has to be built. */
export async function startVoiceBrowser(options: VoiceBrowserOptions = {}): Promise<VoiceBrowser> {
  const { microphoneHertz = 1000, microphone = 'granted', whole = false, more = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'outdial-microphone-'));
  const wav = join(folder, 'tone.wav');
  writeToneWav(wav, microphoneHertz, 2);
  const pages = await servePages(VOICE_POLICY);
  const browser = await chromium.launch({
    executablePath: headlessChromium(whole),
    args: [
      ...chromiumArguments(wav),
      // The headless shell has nobody to ask, and refuses.
      ...(microphone === 'granted' ? ['--use-fake-ui-for-media-stream'] : []),
      ...more,
    ],
  });
  return {
    browser,
    open: (account, page = {}) => openPage(browser, `${pages.url}voice/`, account, page),
    async close() {
      await browser.close();
      await pages.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function chromiumArguments(wav: string): string[] {
  const outside = Object.values(networkInterfaces()).flat();
  const onlyLoopback = outside.every((address) => address === undefined || address.internal);
  return [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${wav}`,
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
    // It makes calls possible where there is no network at all, and breaks them where there is one.
    ...(onlyLoopback ? ['--allow-loopback-in-peer-connection'] : []),
  ];
}

async function openPage(
  browser: Browser,
  url: string,
  account: SipAccount | null,
  { main, audio, first }: OpenOptions,
): Promise<VoicePage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const seen: SeenEvent[] = [];
  const watchers = new Set<() => void>();
  const sounds: AudioEvent[] = [];
  const soundTimes: number[] = [];
  await page.exposeFunction(
    'standInRequest',
    (name: string, payload: { event?: CarrierEvent }, at: number) => {
      if (name === 'voice.ready')
        return { ok: true, value: { ...(main?.pageReady() ?? { account }), audio } };
      if (name === 'audio.report') {
        sounds.push((payload as { event: unknown }).event as AudioEvent);
        soundTimes.push(at);
        return { ok: true, value: {} };
      }
      if (payload.event !== undefined) {
        seen.push({ at, event: payload.event });
        main?.report(payload.event);
      }
      for (const watcher of watchers) watcher();
      return { ok: true, value: {} };
    },
  );
  await page.addInitScript({ content: BRIDGE });
  if (first !== undefined) await page.addInitScript({ content: first });
  const openedAt = performance.timeOrigin + performance.now();
  await openAddress(page, url);
  await page.evaluate(EARS);

  const command = (sent: CarrierCommand): Promise<void> =>
    page.evaluate(`window.standInCommand(${JSON.stringify(sent)})`);
  return {
    command,
    async dial(number) {
      const callId = randomUUID();
      await command({ type: 'dial', callId, number });
      return callId;
    },
    seen: () => seen,
    audio: (sent) => page.evaluate(`window.standInAudio(${JSON.stringify(sent)})`),
    sounds: () => sounds,
    soundTimes: () => soundTimes,
    event(fits, withinMilliseconds = PATIENCE_MILLISECONDS) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          const story = seen.map(({ event }) => inWords(event)).join(', ');
          reject(new Error(`The event did not come within ${withinMilliseconds} ms; there were: ${story}`));
        }, withinMilliseconds);
        function look(): void {
          const found = seen.find(({ event }) => fits(event));
          if (found === undefined) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(found);
        }
        watchers.add(look);
        look();
      });
    },
    hear: (callId) => page.evaluate(`window.standInHear(${JSON.stringify(callId)})`),
    evaluate: (script) => page.evaluate(script),
    openedAt,
    async close() {
      const ended = new Set(seen.flatMap(({ event }) => (event.type === 'ended' ? [event.callId] : [])));
      const begun = seen.flatMap(({ event }) => ('callId' in event ? [event.callId] : []));
      for (const callId of new Set(begun)) if (!ended.has(callId)) await command({ type: 'hang-up', callId });
      await context.close();
    },
  };
}

/** Without anybody's number. */
function inWords(event: CarrierEvent): string {
  if (event.type === 'ended')
    return `ended (${event.reason.cause}: ${event.reason.text ?? event.reason.status})`;
  return event.type === 'registration' ? event.registration.status : event.type;
}
