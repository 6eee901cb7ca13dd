import { describe, expect, it } from 'vitest';
import { carrierEvent } from '../../../app/ipc/carrier-contract.ts';
import { practiceBrowser } from '../practice/practice-world.ts';
import { until } from '../until.ts';
import { watchStandstill } from './standstill.ts';

const ECHOES = '+12025550108';
const SENDS_NOTHING = '+12025550120';
const STOPS = '+12025550121';
const SILENT = '+12025550122';
const LOSSY = '+12025550124';

/** Keeps the microphone's tracks that calls get, so that a test can end them. */
const KEEP_TRACKS = `
  window.standInTracks = [];
  const { replaceTrack } = RTCRtpSender.prototype;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    if (track) window.standInTracks.push(track);
    return replaceTrack.call(this, track);
  };
`;
const TOLD_WITHIN = 3000;
const now = () => performance.timeOrigin + performance.now();

const { browser, pbx } = practiceBrowser();

/** An answered call on a page of its own, and what is told of its line. */
async function callTo(number: string) {
  const page = await browser().open(pbx().sip);
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  await page.evaluate(KEEP_TRACKS);
  const lost = await watchStandstill(page);
  const callId = await page.dial(number);
  const { at } = await page.event(({ type }) => type === 'answered');
  const told = () =>
    page
      .seen()
      .flatMap((seen) => (seen.event.type === 'quality' ? [{ at: seen.at, ...seen.event.quality }] : []));
  type Told = ReturnType<typeof told>[number];
  return {
    ...{ page, callId, told, answeredAt: at, lost },
    /** The first report that fits. */
    tells: (fits: (report: Told) => boolean) => until('a report of the line', () => told().find(fits)),
    async hangUp(): Promise<void> {
      await page.command({ type: 'hang-up', callId });
      await page.event(({ type }) => type === 'ended');
      await page.close();
    },
  };
}

describe('a line', () => {
  it('is good, with figures of both directions, and is summed up before the end', async () => {
    const { page, told, tells, hangUp } = await callTo(ECHOES);
    const both = await tells(
      ({ now: line }) =>
        line?.figures.lossOut !== undefined && line.figures.lossIn !== undefined && line.hearing === 'sound',
    );
    expect(both.now).toMatchObject({ speaking: 'sent', figures: { codec: 'PCMU' } });
    expect(both.now?.figures.roundTrip).toBeGreaterThanOrEqual(0);
    expect(both.now?.figures.bufferDelay).toBeGreaterThan(0);
    // How good it is depends on what else this machine does.
    expect(both.now?.mos).toBeGreaterThan(1);
    await hangUp();
    const last = told().at(-1);
    expect(last?.now).toBeUndefined();
    expect(last?.average).toBeGreaterThanOrEqual(last?.worst ?? 5);
    expect(
      page
        .seen()
        .map(({ event }) => event.type)
        .slice(-2),
    ).toEqual(['quality', 'ended']);
    for (const { event } of page.seen()) expect(carrierEvent.safeParse(event).error).toBeUndefined();
  });

  it('that loses packets is poor', async () => {
    const { tells, hangUp } = await callTo(LOSSY);
    const poor = await tells(({ now: line }) => (line?.figures.lossIn ?? 0) > 8);
    expect(poor.now?.mos).toBeLessThan(3.6);
    expect(poor.now?.trouble).toBeDefined();
    expect(poor.now?.figures.concealed).toBeGreaterThan(3);
    await hangUp();
  });

  it('raises no alarm on hold, nor while muted', async () => {
    const { page, callId, told, tells, hangUp } = await callTo(ECHOES);
    await tells(() => true);
    await page.command({ type: 'mute', callId, muted: true });
    await page.command({ type: 'hold', callId, held: true });
    const heldAt = now();
    await tells((report) => report.at > heldAt + 4000);
    const since = told().filter((report) => report.at > heldAt + 1000);
    const ways = new Set(since.map((report) => `${report.now?.hearing} ${report.now?.speaking}`));
    expect([...ways]).toEqual(['sound sent']);
    await hangUp();
  });
});

describe('no audio', () => {
  it('that never comes is told within three seconds of the answer', async () => {
    const { answeredAt, tells, hangUp, lost } = await callTo(SENDS_NOTHING);
    const alarm = await tells((report) => report.now?.hearing === 'nothing');
    expect(alarm.at - answeredAt - (await lost())).toBeLessThan(TOLD_WITHIN);
    await hangUp();
  });

  it('that stops in the middle is told within three seconds', async () => {
    let goOn: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const free = pbx().onEvent(({ event }) => (event === 'ACK' ? heard : undefined));
    const { page, callId, told, tells, hangUp, lost } = await callTo(STOPS);
    await until('the tone', async () => (await page.hear(callId)).hertz > 400);
    free();
    goOn();
    let stoppedAt = 0;
    await until('the tone to stop', async () => {
      stoppedAt = now();
      return (await page.hear(callId)).hertz === 0;
    });
    const alarm = await tells((report) => report.now?.hearing === 'nothing');
    expect(alarm.at - stoppedAt - (await lost())).toBeLessThan(TOLD_WITHIN);
    await hangUp();
    expect(told().at(-1)).toMatchObject({ worst: 1 });
  });

  it('but packets of silence is a hint, no alarm', async () => {
    const { told, tells, hangUp } = await callTo(SILENT);
    const hint = await tells((report) => report.now?.hearing === 'quiet');
    expect(hint.now?.speaking).toBe('sent');
    expect(told().some((report) => report.now?.hearing === 'nothing')).toBe(false);
    await hangUp();
  });

  it('from a microphone that ended is told within three seconds', async () => {
    const { page, tells, hangUp, lost } = await callTo(ECHOES);
    await tells(({ now: line }) => line?.hearing === 'sound');
    const endedAt = now();
    await page.evaluate('window.standInTracks.forEach((track) => track.stop())');
    const alarm = await tells((report) => report.now?.speaking === 'no-microphone');
    expect(alarm.at - endedAt - (await lost())).toBeLessThan(TOLD_WITHIN);
    expect(alarm.now?.hearing).toBe('sound');
    await hangUp();
  });
});
