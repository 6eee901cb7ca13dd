import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CarrierEvent } from '../../../app/voice/carrier.ts';
import { type BlackHole, startBlackHole } from '../black-hole.ts';
import {
  bringInto,
  endOf,
  eventAfter,
  isRegistered,
  of,
  PHASES,
  type Phase,
  soundOf,
} from '../browser/phases.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import { closedCalls, sipCallIdOf } from './closed-calls.ts';
import { type Kamailio, startKamailio } from './start.ts';

/** How soon a silent connection is looked at in these tests, in seconds. */
const KEEP_ALIVE_SECONDS = 1;
/** A line that is looked for again and again is found within ten seconds of its being there. In milliseconds. */
const PATIENCE = 90_000;

let browser: VoiceBrowser;
let pbx: Kamailio;
const figures: string[] = [];

beforeAll(async () => {
  [browser, pbx] = await Promise.all([startVoiceBrowser(), startKamailio()]);
});
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
  for (const figure of figures) console.log(figure);
});

interface Caller {
  readonly phase: Phase;
  readonly page: VoicePage;
  readonly hole: BlackHole;
  callId: string;
  /** How many events there were before the fault. */
  before: number;
}

async function openCaller(phase: Phase): Promise<Caller> {
  const hole = await startBlackHole(Number(new URL(pbx.sip.server).port));
  const page = await browser.open({
    ...pbx.sip,
    server: hole.through(pbx.sip.server),
    keepAliveSeconds: KEEP_ALIVE_SECONDS,
  });
  await page.event(isRegistered);
  return { phase, page, hole, callId: '', before: 0 };
}
async function closeCaller({ page, hole }: Caller): Promise<void> {
  await page.close();
  await hole.close();
}
const numbers = () => ({ tone: pbx.numbers.tone, hertz: 440, silent: pbx.numbers.silent });
const closed = () => closedCalls(pbx.tone);
const hangUp = (page: VoicePage, callId: string) => page.command({ type: 'hang-up', callId });

/** baresip 1.0 registers again only after two minutes: a restarted Kamailio has a number of its own that rings. */
async function newCall(page: VoicePage, restarted: boolean): Promise<void> {
  const next = await page.dial(restarted ? pbx.numbers.busy : pbx.numbers.tone);
  if (restarted) {
    expect(await endOf(page, next, PATIENCE)).toMatchObject({ cause: 'callee-rejected', status: 486 });
    return;
  }
  await page.event(of(next, 'answered'), PATIENCE);
  await soundOf(page, next, 440);
  await hangUp(page, next);
  await endOf(page, next);
}

async function comesThrough(caller: Caller, what: string, restarted: boolean): Promise<void> {
  const { phase, page, callId, before } = caller;
  const goesOn = phase === 'talking' || phase === 'holding';
  if (phase === 'inviting' || phase === 'ringing') {
    expect(await endOf(page, callId, PATIENCE)).toEqual({
      cause: 'setup-failed',
      text: 'connection to the phone system lost',
    });
  }
  await eventAfter(page, before, isRegistered, PATIENCE);
  if (goesOn) {
    if (phase === 'holding') await page.command({ type: 'hold', callId, held: false });
    await soundOf(page, callId, 440);
    expect(page.seen().some(({ event }) => of(callId, 'ended')(event))).toBe(false);
    const sipCallId = sipCallIdOf(caller.page, caller.callId);
    await hangUp(page, callId);
    expect(await endOf(page, callId)).toEqual({ cause: 'hung-up' });
    await until(`${what}, ${phase}: the far end is hung up`, () => closed().includes(sipCallId) || undefined);
  }
  await newCall(page, restarted);
}

describe('several servers', () => {
  it('uses the next one while the first does not answer, says which, and goes back', async () => {
    const port = Number(new URL(pbx.sip.server).port);
    const [first, second] = await Promise.all([startBlackHole(port), startBlackHole(port)]);
    const servers = [first.through(pbx.sip.server), second.through(pbx.sip.server)];
    const serverOf = (hole: BlackHole) => (event: Parameters<typeof isRegistered>[0]) =>
      event.type === 'registration' &&
      event.registration.status === 'registered' &&
      event.registration.server === `127.0.0.1:${hole.port}`;
    first.refuse();
    const page = await browser.open({ ...pbx.sip, server: servers[0] ?? '', servers });
    await page.event(serverOf(second));
    first.pass();
    await page.command({ type: 'reconnect' });
    await page.event(serverOf(first));
    const before = page.seen().length;
    const at = performance.timeOrigin + performance.now();
    first.refuse();
    await eventAfter(page, before, serverOf(second));
    const failedOver = page
      .seen()
      .slice(before)
      .find(({ event }) => serverOf(second)(event));
    figures.push(
      `first of two servers lost: registered at the second after ${Math.round((failedOver?.at ?? 0) - at)} ms`,
    );
    await page.close();
    await Promise.all([first.close(), second.close()]);
  });
});

describe('a hang-up that can’t be delivered is delivered when the connection is back', () => {
  it.each([
    ['BYE, the connection is dead without a word', 'talking', 'swallow'],
    ['BYE, the network is away', 'talking', 'refuse'],
    ['CANCEL, the connection is dead without a word', 'ringing', 'swallow'],
    ['CANCEL, the network is away', 'ringing', 'refuse'],
  ] as const)('%s', async (what, phase, fault) => {
    const caller = await openCaller(phase);
    const { page, hole } = caller;
    caller.callId = await bringInto(page, phase, numbers());
    caller.before = page.seen().length;
    const sipCallId = sipCallIdOf(caller.page, caller.callId);
    hole[fault]();
    await hangUp(page, caller.callId);
    const at = performance.now();
    expect(await endOf(page, caller.callId)).toMatchObject({
      cause: expect.stringMatching(phase === 'talking' ? /^hung-up$/ : /^(?:caller-canceled|setup-failed)$/),
    });
    expect(closed()).not.toContain(sipCallId);
    hole.pass();
    await until('the far end is hung up', () => closed().includes(sipCallId) || undefined, PATIENCE);
    figures.push(`${what}: delivered ${Math.round(performance.now() - at)} ms after the hang-up`);
    await closeCaller(caller);
  });
});

describe('a fault in each phase of a call: it goes on or ends in words, and the line comes back', () => {
  it.each([
    ['the connection is cut', 'cut'],
    ['the connection is dead without a word', 'swallow'],
    ['the server is killed and restarted', 'kill'],
  ] as const)('%s', async (what, fault) => {
    // Kamailio takes five registrations of one account: whoever hangs up meanwhile is the idle one then.
    const callers = await Promise.all(PHASES.map(openCaller));
    const [leaver] = callers;
    try {
      for (const caller of callers) {
        const phase = fault === 'kill' && caller === leaver ? 'talking' : caller.phase;
        const before = caller.page.seen().length;
        caller.callId = await bringInto(caller.page, phase, numbers());
        // An INVITE without an answer makes the page look at its connection: it may find it dead before the fault.
        caller.before = phase === 'inviting' ? before : caller.page.seen().length;
      }
      let back = now();
      if (fault !== 'kill') for (const { hole } of callers) hole[fault]();
      else if (leaver !== undefined) {
        await pbx.interrupt();
        const isNotice = ({ type }: CarrierEvent) => type === 'registration';
        await Promise.all(callers.map(({ page, before }) => eventAfter(page, before, isNotice, PATIENCE)));
        await hangUp(leaver.page, leaver.callId);
        expect(await endOf(leaver.page, leaver.callId)).toEqual({ cause: 'hung-up' });
        expect(closed()).not.toContain(sipCallIdOf(leaver.page, leaver.callId));
        await pbx.restart();
        back = now();
        await until(
          'the owed BYE',
          () => closed().includes(sipCallIdOf(leaver.page, leaver.callId)) || undefined,
          PATIENCE,
        );
      }
      await Promise.all(callers.map(({ page, before }) => eventAfter(page, before, isRegistered, PATIENCE)));
      for (const { phase, page, before } of callers) {
        const registered = page
          .seen()
          .slice(before)
          .find(({ event }) => isRegistered(event));
        figures.push(
          `${what}, ${phase}: registered again after ${Math.round((registered?.at ?? 0) - back)} ms`,
        );
      }
      for (const caller of callers) await comesThrough(caller, what, fault === 'kill');
    } finally {
      await Promise.all(callers.map(closeCaller));
    }
  });
});

const now = (): number => performance.timeOrigin + performance.now();
