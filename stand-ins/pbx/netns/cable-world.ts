import { afterAll, afterEach, beforeAll } from 'vitest';
import { hearsOnly } from '../kamailio/hearing.ts';
import { BOB_HERTZ, kamailioWorld, REP_HERTZ } from '../kamailio/kamailio-world.ts';
import { type Network, startNetwork } from './start.ts';

/** For the tests of one file: the rep here, Kamailio and its telephones at the other end of a cable; `mend` ends what a test did to it. */
export function cableWorld(mend: (network: Network) => Promise<void>) {
  let network: Network;
  beforeAll(async () => {
    network = await startNetwork();
  });
  afterAll(() => network?.close());
  const { page, pbx, talking } = kamailioWorld({ place: () => network.place });
  // Before the page's own end: what it hangs up has to reach the telephones.
  afterEach(async () => {
    if (network !== undefined) await mend(network);
  });

  const bothHear = async (callId: string): Promise<void> => {
    await talking().hears(callId, BOB_HERTZ);
    await hearsOnly(pbx().bob, REP_HERTZ);
  };
  return {
    network: () => network,
    page,
    talking,
    bothHear,
    dialBob: () => page().dial(pbx().numbers.bob),
    /** A call to bob, once each hears the other. */
    async talkToBob(): Promise<string> {
      const callId = await talking().talk(pbx().numbers.bob);
      await bothHear(callId);
      return callId;
    },
  };
}
