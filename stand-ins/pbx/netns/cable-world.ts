import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { hearsOnly } from '../kamailio/hearing.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { type Network, startNetwork } from './start.ts';

const REP_HERTZ = 1000;
export const BOB_HERTZ = 660;

/** For the tests of one file: the rep here, Kamailio and its telephones at the other end of a cable; `mend` ends what a test did to it. */
export function cableWorld(mend: (network: Network) => Promise<void>) {
  let network: Network;
  let browser: VoiceBrowser;
  let pbx: Kamailio;
  let page: VoicePage;
  let talking: ReturnType<typeof talkingOn>;

  beforeAll(async () => {
    network = await startNetwork();
    [browser, pbx] = await Promise.all([
      startVoiceBrowser(REP_HERTZ),
      startKamailio({ place: network.place }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await pbx?.close();
    await network?.close();
  });
  beforeEach(async () => {
    page = await browser.open(pbx.sip);
    talking = talkingOn(page);
    await talking.registered();
  });
  afterEach(async () => {
    if (network !== undefined) await mend(network);
    await page?.close();
  });

  const bothHear = async (callId: string): Promise<void> => {
    await talking.hears(callId, BOB_HERTZ);
    await hearsOnly(pbx.bob, REP_HERTZ);
  };
  return {
    network: () => network,
    page: () => page,
    talking: () => talking,
    bothHear,
    dialBob: () => page.dial(pbx.numbers.bob),
    /** A call to bob, once each hears the other. */
    async talkToBob(): Promise<string> {
      const callId = await talking.talk(pbx.numbers.bob);
      await bothHear(callId);
      return callId;
    },
  };
}
