import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { LOOPBACK, type Place } from '../netns/place.ts';
import { type Kamailio, startKamailio } from './start.ts';

export const REP_HERTZ = 1000;
export const BOB_HERTZ = 660;
export const CAROL_HERTZ = 880;

export interface KamailioWorldOptions {
  /** Asked once the file's earlier hooks have run. */
  readonly place?: () => Place;
  /** All tests of the file on one page, where none of them leaves anything behind; else each has its own. */
  readonly onePage?: boolean;
}

/** For the tests of one file: Kamailio, its telephones, and a voice page that is registered there with a microphone of 1000 Hz. */
export function kamailioWorld({ place = () => LOOPBACK, onePage = false }: KamailioWorldOptions = {}) {
  let browser: VoiceBrowser;
  let pbx: Kamailio;
  let page: VoicePage;
  let talking: ReturnType<typeof talkingOn>;

  beforeAll(async () => {
    [browser, pbx] = await Promise.all([
      startVoiceBrowser({ microphoneHertz: REP_HERTZ }),
      startKamailio({ place: place() }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await pbx?.close();
  });
  const [before, after] = onePage ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(async () => {
    page = await browser.open(pbx.sip);
    talking = talkingOn(page);
    await talking.registered();
  });
  after(() => page?.close());

  return { browser: () => browser, pbx: () => pbx, page: () => page, talking: () => talking };
}
