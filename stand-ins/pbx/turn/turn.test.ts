import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SipAccount } from '../../../app/ipc/phone-line.ts';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { WATCH_CONNECTIONS } from '../browser/watch-connections.ts';
import { hearsOnly } from '../kamailio/hearing.ts';
import { BOB_HERTZ, REP_HERTZ } from '../kamailio/kamailio-world.ts';
import { type Kamailio, startKamailio } from '../kamailio/start.ts';
import { type Network, startNetwork } from '../netns/start.ts';
import { until } from '../until.ts';
import { startTurn, type TurnServer } from './start.ts';

/** Of the relay between browser and telephone, in the network of the phone system: no other network has a way there. */
const INSIDE = '127.0.0.1';

let network: Network;
let browser: VoiceBrowser;
let pbx: Kamailio;
let turn: TurnServer;
let page: VoicePage;
let calls: ReturnType<typeof talkingOn>;

beforeAll(async () => {
  network = await startNetwork();
  const place = { ...network.place, mediaAddress: INSIDE };
  [browser, pbx, turn] = await Promise.all([
    startVoiceBrowser({ microphoneHertz: REP_HERTZ }),
    startKamailio({ place }),
    startTurn(place, INSIDE),
  ]);
});
afterEach(() => page?.close());
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
  await turn?.close();
  await network?.close();
});

async function open(account: Partial<SipAccount>): Promise<void> {
  page = await browser.open({ ...pbx.sip, ...account }, { first: WATCH_CONNECTIONS });
  calls = talkingOn(page);
  await calls.registered();
}
const bothHear = async (callId: string): Promise<void> => {
  await calls.hears(callId, BOB_HERTZ);
  await hearsOnly(pbx.bob, REP_HERTZ);
};
const warned = (code: string) =>
  until(
    `a warning: ${code}`,
    () =>
      page
        .seen()
        .some(
          ({ event }) =>
            event.type === 'registration' &&
            event.registration.status === 'registered' &&
            event.registration.warning?.code === code,
        ) || undefined,
  );
/** How the audio leaves this computer. */
const WAY = `(async () => {
  const stats = [...(await window.standInConnections.at(-1).getStats()).values()];
  const { selectedCandidatePairId } = stats.find(({ type }) => type === 'transport');
  const { localCandidateId } = stats.find(({ id }) => id === selectedCandidatePairId);
  return stats.find(({ id }) => id === localCandidateId).candidateType;
})()`;
const rings = () => pbx.bob.events().filter(({ type }) => type === 'CALL_INCOMING').length;

describe('a phone system whose audio is reached through a TURN server only (coturn)', () => {
  it('over UDP: heard both ways, held and resumed', async () => {
    await open({ iceServers: [turn.ice('udp')] });
    const callId = await calls.talk(pbx.numbers.bob);
    await bothHear(callId);
    expect(await page.evaluate(WAY)).toBe('relay');
    await calls.holds(callId, true);
    await calls.hears(callId, 0);
    await hearsOnly(pbx.bob, 0);
    await calls.holds(callId, false);
    await bothHear(callId);
  });

  it('over TCP, with relays only: a caller is answered, and heard both ways', async () => {
    await open({ iceServers: [turn.ice('tcp')], relayOnly: true });
    await pbx.bob.command('dial', `sip:alice@${pbx.sip.domain}`);
    const { callId } = await calls.rings();
    await page.command({ type: 'answer', callId });
    await bothHear(callId);
    expect(await page.evaluate(WAY)).toBe('relay');
  });

  it('a wrong password is told before any call; one that is made all the same says that nothing is heard', async () => {
    await open({ iceServers: [turn.ice('udp', { credential: 'wrong' })] });
    await warned('relay-refused');
    const callId = await calls.talk(pbx.numbers.bob);
    await calls.has(
      callId,
      'quality',
      ({ quality: { now } }) => now?.hearing === 'nothing' && now.speaking === 'not-sent',
    );
  });

  it.each([
    [
      'a wrong password',
      () => turn.ice('udp', { credential: 'wrong' }),
      'relay-refused',
      /refused its user name or password/,
    ],
    ['nobody there', () => turn.ice('tcp', { port: 9 }), 'relay-missing', /cannot be reached/],
  ] as const)('with relays only and %s no call is made, and it says why', async (_, server, code, words) => {
    await open({ iceServers: [server()], relayOnly: true });
    const before = rings();
    const callId = await page.dial(pbx.numbers.bob);
    expect(await calls.ends(callId)).toEqual({
      cause: 'setup-failed',
      text: expect.stringMatching(words),
    });
    await warned(code);
    expect(rings()).toBe(before);
  });
});
