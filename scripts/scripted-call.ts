import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { heardByRep } from '../e2e/fixtures/audio.ts';
import { createLauncher, type Running } from '../e2e/fixtures/launcher.ts';
import { dialerScreen } from '../e2e/screens/dialer.ts';
import { findChromium } from '../stand-ins/electron/chromium.ts';
import { DEFAULT_PROSPECTS } from '../stand-ins/outreach/organisation.ts';
import { writeToneWav } from '../stand-ins/pbx/tone-wav.ts';
import type { PracticeWorld } from './practice-world.ts';
import type { CallEvidence } from './timeline.ts';
import { now, until } from './until.ts';

/** What the rep "says" into the microphone: a tone the far end does not make by itself. */
const SPOKEN_HERTZ = 1000;

export interface ScriptedCall {
  readonly evidence: CallEvidence;
  /** Pictures of Outdial during the call and of Outreach's page after it. */
  readonly screenshots: readonly string[];
}

/** Gets the links that are clicked on Outreach's page, and hands them to Outdial through a process of its own. */
export interface LinkHandover {
  onLink: (link: string) => void;
}

/**
 * One whole call as a rep makes it, through the same doors: connect Outreach, click Call on its page,
 * let the extension be dialled, hang up. Says each step. Throws when a step can't be made at all.
 */
export async function runScriptedCall(
  world: PracticeWorld,
  folder: string,
  handover: LinkHandover,
  env: Readonly<Record<string, string>>,
): Promise<ScriptedCall> {
  const { outreach, pbx, configFile } = world;
  const prospect = DEFAULT_PROSPECTS.find(({ extension }) => extension !== undefined);
  if (!prospect?.extension) throw new Error('Outreach has no prospect with an extension to call.');
  const microphone = join(folder, 'microphone.wav');
  writeToneWav(microphone, SPOKEN_HERTZ, 2);
  const screenshots = [join(folder, 'outdial.png'), join(folder, 'outreach.png')] as const;
  const launcher = createLauncher({
    folder,
    configFile,
    microphone,
    outreach,
    env: { ...world.env, ...env },
  });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(outreach.url);
    console.log('Starting Outdial and connecting it to Outreach …');
    const outdial = await launcher.launch({ signedIn: false });
    const dialer = dialerScreen(outdial.window);
    await connect(outdial, outreach.url);
    await dialer.phone.filter({ hasText: /practice/i }).waitFor();

    console.log('Clicking Call on the Outreach page …');
    let linkAt = 0;
    let link = '';
    handover.onLink = (clicked) => {
      linkAt = now();
      link = clicked;
      void launcher.openLink(clicked);
    };
    const name = `Call ${prospect.firstName} ${prospect.lastName}`;
    await page.getByRole('button', { name, exact: true }).click();
    await until('the link from the page', () => link !== '');
    const outreachCallId = /;call-id=([^;]+)/.exec(link)?.[1] ?? '';
    await dialer.call.waitFor();
    console.log('Outdial dials; waiting for the answer and the extension …');
    const leg = () => pbx.legs().find(({ state }) => state === 'answered');
    await until('the answer', leg);
    await until('the digits of the extension', () => leg()?.digits === prospect.extension);

    console.log('Listening on both sides …');
    const voice = await outdial.voice();
    const near = (hertz: number | undefined) => hertz !== undefined && Math.abs(hertz - SPOKEN_HERTZ) < 30;
    let byFarEnd = 0;
    let byRep = 0;
    await until('audio on both sides', async () => {
      byFarEnd = leg()?.inbound.dominantFrequency ?? 0;
      byRep = Math.round((await heardByRep(voice))?.frequency ?? 0);
      return near(byFarEnd) && near(byRep);
    }).catch(() => undefined); // what was heard instead is told with the other problems
    await outdial.window.screenshot({ path: screenshots[0] });

    console.log('Hanging up …');
    await dialer.hangUp.click();
    const call = () => outreach.calls().find(({ uid }) => uid === outreachCallId);
    await until('the end of the call in Outreach', () => call()?.state === 'completed');
    await dialer.lastCall.waitFor();
    await page.screenshot({ path: screenshots[1] });
    return {
      screenshots,
      evidence: {
        linkAt,
        outreachCallId,
        number: prospect.number,
        extension: prospect.extension,
        requests: outreach.journal(),
        events: pbx.journal(),
        history: call()?.history ?? [],
        heard: { byFarEnd, byRep, spoken: SPOKEN_HERTZ },
      },
    };
  } finally {
    await launcher.closeAll();
    await browser.close();
  }
}

/** Connects Outreach as a rep does: the button, the sign-in window, Approve. */
async function connect({ app, window }: Running, outreachUrl: string): Promise<void> {
  const dialer = dialerScreen(window);
  await dialer.connectOutreach.click();
  const signIn = await until('the sign-in window', () =>
    app.windows().find((page) => page.url().startsWith(outreachUrl)),
  );
  await signIn.getByRole('button', { name: 'Approve' }).click();
  await dialer.outreach.filter({ hasText: /Connected as/ }).waitFor();
}
