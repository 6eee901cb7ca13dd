import { afterAll, beforeAll } from 'vitest';
import type { SipAccount } from '../../app/ipc/phone-line.ts';
import { carrierContract } from '../../app/testing/contracts/carrier-contract.ts';
import { createFakeCarrier } from '../../app/testing/fake-carrier.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { startVoiceBrowser, type VoiceBrowser } from '../../stand-ins/pbx/browser/voice-page.ts';
import { startKamailio } from '../../stand-ins/pbx/kamailio/start.ts';
import { startPracticePbx } from '../../stand-ins/pbx/practice/practice-pbx.ts';
import { systemClock } from '../system-clock.ts';
import { createSipCarrier, type SipCarrier } from './carrier.ts';
import { createScriptedFarEnd, SCRIPTED_NUMBERS } from './testing/scripted-far-end.ts';

let browser: VoiceBrowser;
beforeAll(async () => {
  browser = await startVoiceBrowser();
});
afterAll(() => browser?.close());

/** The whole way of a call but Electron: carrier, voice page in Chromium, SIP server. */
async function openSip(account: SipAccount): Promise<{ carrier: SipCarrier; close(): Promise<void> }> {
  const carrier = createSipCarrier({
    send: (command) => void page.command(command),
    clock: systemClock,
    account,
    reloadPage: () => undefined,
    log: () => undefined,
  });
  const page = await browser.open(account, { main: carrier });
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  return {
    carrier,
    async close() {
      carrier.close();
      await page.close();
    },
  };
}

carrierContract('the fake', async () => {
  const fake = createFakeCarrier();
  const farEnd = createScriptedFarEnd(fake.emit);
  const push = fake.commands.push.bind(fake.commands);
  fake.commands.push = (...commands) => {
    for (const command of commands) farEnd.take(command);
    return push(...commands);
  };
  return {
    carrier: fake,
    numbers: SCRIPTED_NUMBERS,
    digitsHeard: farEnd.heard,
    ring: farEnd.ring,
    close: async () => undefined,
  };
});

carrierContract('the SIP carrier before a scripted page', async () => {
  const farEnd = createScriptedFarEnd((event: CarrierEvent) => carrier.report(event));
  const carrier = createSipCarrier({
    send: farEnd.take,
    clock: systemClock,
    account: null,
    reloadPage: () => undefined,
    log: () => undefined,
  });
  carrier.pageReady();
  const close = async (): Promise<void> => carrier.close();
  return { carrier, numbers: SCRIPTED_NUMBERS, digitsHeard: farEnd.heard, ring: farEnd.ring, close };
});

carrierContract('the SIP carrier with the practice PBX', async () => {
  const pbx = await startPracticePbx();
  const { carrier, close } = await openSip(pbx.sip);
  return {
    carrier,
    numbers: SCRIPTED_NUMBERS,
    digitsHeard: () =>
      pbx
        .legs()
        .map(({ digits }) => digits)
        .join(''),
    ring: () => void pbx.call(),
    async close() {
      await close();
      await pbx.close();
    },
  };
});

carrierContract('the SIP carrier with Kamailio and baresip', async () => {
  const pbx = await startKamailio();
  const { carrier, close } = await openSip(pbx.sip);
  const { tone: answers, bob: first, carol: second, busy, declines, unknown, silent } = pbx.numbers;
  return {
    carrier,
    numbers: { answers, first, second, busy, declines, unknown, silent },
    digitsHeard: pbx.tone.digits,
    ring: () => void pbx.bob.command('dial', `sip:alice@${pbx.sip.domain}`),
    async close() {
      await close();
      await pbx.close();
    },
  };
});
