import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { type PracticePbx, startPracticePbx } from './practice-pbx.ts';

export const REP_HERTZ = 1000;

/** For the tests of one file: a practice PBX for each test, and a page registered there with a microphone of 1000 Hz. */
export function practiceWorld() {
  let browser: VoiceBrowser;
  let pbx: PracticePbx;
  let page: VoicePage;
  let calls: ReturnType<typeof talkingOn>;

  beforeAll(async () => {
    browser = await startVoiceBrowser({ microphoneHertz: REP_HERTZ });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    pbx = await startPracticePbx();
    page = await browser.open(pbx.sip);
    calls = talkingOn(page);
    await calls.registered();
  });
  afterEach(async () => {
    await page?.close();
    await pbx?.close();
  });

  return { browser: () => browser, pbx: () => pbx, page: () => page, calls: () => calls };
}

/** For the tests of one file: one practice PBX, and a browser for the pages that each test opens. */
export function practiceBrowser() {
  let browser: VoiceBrowser;
  let pbx: PracticePbx;
  beforeAll(async () => {
    [browser, pbx] = await Promise.all([startVoiceBrowser(), startPracticePbx()]);
  });
  afterAll(async () => {
    await browser?.close();
    await pbx?.close();
  });
  return { browser: () => browser, pbx: () => pbx };
}
