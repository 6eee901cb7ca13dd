import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { of } from './phases.ts';
import { DESK, EARS, HEADSET, LAPTOP, MUTED, ofHeadset, soundWorld } from './sound-world.ts';
import { watchStandstill } from './standstill.ts';

const RINGS = '+12025550104';
/** What is heard of the sound test while it lasts: it is over before a busy machine has looked twice from outside. */
interface LookAtTest {
  /** In milliseconds, from when it was first there. */
  readonly after: number;
  readonly hertz: number;
  readonly loudness: number;
  readonly sink: string;
  readonly volume: number;
}
const LISTEN_ALONG = `void (() => {
  let began;
  window.standInLooks = [];
  window.setInterval(() => {
    const now = window.standInSound.sinks()['sound-test'];
    if (now === undefined) return;
    began ??= performance.now();
    window.standInLooks.push({ after: performance.now() - began, ...now, ...window.standInHear('sound-test') });
  }, 50);
})()`;

const { page, open, talk, talkAgain, use, machine, farEndHears, sinkOf, states } = soundWorld();
const looks = () => page().evaluate<LookAtTest[]>('window.standInLooks');

describe('ringing', () => {
  it('rings on the ringer’s device at its volume; the ringback is in the speaker', async () => {
    await open({ ringer: DESK, speaker: EARS, ringVolume: 0.5 });
    await page().evaluate<void>(LISTEN_ALONG);
    await page().audio({ type: 'test', what: 'ringer' });
    const rings = await until('it rings', async () =>
      (await looks()).find(({ loudness }) => loudness > 0.01),
    );
    expect(rings).toMatchObject({ sink: DESK.id, volume: 0.25 });
    const callId = await page().dial(RINGS);
    await page().event((event) => event.type === 'dialing');
    await until('a call ends the test', async () => (await sinkOf('sound-test')) === undefined || undefined);
    await page().command({ type: 'hang-up', callId });
    expect(
      page()
        .sounds()
        .filter(({ type }) => type === 'test'),
    ).toEqual([
      { type: 'test', step: 'ringing' },
      { type: 'test', step: null },
    ]);
  });
});

describe('the microphone outside of calls', () => {
  const levels = () =>
    page()
      .sounds()
      .flatMap((event) => (event.type === 'level' ? [event.level] : []));

  it('its level is told while somebody looks, ten times a second at most, and then it is closed', async () => {
    await open();
    expect(await machine('open()')).toBe(0);
    const lost = await watchStandstill(page());
    await page().audio({ type: 'watch', on: true });
    await until('a level', () => (levels().at(-1) ?? 0) > 0.5 || undefined);
    const first = levels().length;
    await until('more of them', () => levels().length > first + 10 || undefined);
    const times = page()
      .soundTimes()
      .filter((_, index) => page().sounds()[index]?.type === 'level');
    // The page's own timer may be late for one of them, and on time for the next.
    const took = (times[first + 10] ?? 0) - (times[first] ?? 0);
    expect(took + (await lost())).toBeGreaterThan(900);
    await page().audio({ type: 'watch', on: false });
    await until('it is closed', async () => (await machine('open()')) === 0 || undefined);
    await until('it is told', () => states().at(-1) === 'closed' || undefined);
    const told = page().sounds();
    const closed = told.findLastIndex((event) => event.type === 'microphone' && event.state === 'closed');
    expect(told.slice(closed).some(({ type }) => type === 'level')).toBe(false);
  });

  it('a call follows the one that is looked at, whichever is chosen meanwhile', async () => {
    await open();
    await page().audio({ type: 'watch', on: true });
    await until('it is open', () => states().includes('open Laptop microphone') || undefined);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await page().audio({ type: 'watch', on: false });
    await talk();
    await farEndHears(HEADSET.hertz);
    expect(await machine('open()')).toBe(1);
  });

  it('the rep hears themselves after three seconds', async () => {
    await open({ speaker: EARS });
    const steps = () =>
      page()
        .sounds()
        .flatMap((event) => (event.type === 'test' ? [event.step] : []));
    await page().evaluate<void>(LISTEN_ALONG);
    await page().audio({ type: 'test', what: 'microphone' });
    await until('it ends by itself', () => steps().length > 2 || undefined);
    expect(steps()).toEqual(['recording', 'playing', null]);
    const heard = await looks();
    // What a busy machine hears late, it has heard all the same; so only the beginning has to be silent.
    const speaking = heard.filter(({ after }) => after < 2000);
    expect(speaking.filter(({ loudness }) => loudness > 0.001)).toEqual([]);
    expect(heard.some(({ hertz }) => Math.abs(hertz - LAPTOP.hertz) <= 10)).toBe(true);
    expect(heard.map(({ sink }) => sink)).toContain(EARS.id);
  });

  it('another one ends the test of it, and neither stays open', async () => {
    await open();
    const steps = () =>
      page()
        .sounds()
        .flatMap((event) => (event.type === 'test' ? [event.step] : []));
    await page().audio({ type: 'test', what: 'microphone' });
    await until('it listens', () => steps().length > 0 || undefined);
    await use({ microphone: ofHeadset });
    await until('the test is over', () => steps().at(-1) === null || undefined);
    await until('nothing is open', async () => (await machine('open()')) === 0 || undefined);
  });

  it('is kept ready after a call while that is allowed, and no longer', async () => {
    await open();
    const callId = await talk();
    await page().command({ type: 'hang-up', callId });
    await page().event((event) => event.type === 'ended');
    const second = await talkAgain(callId);
    expect(await machine<unknown[]>('asked')).toHaveLength(1);
    await page().command({ type: 'hang-up', callId: second });
    await page().event((event) => event.type === 'ended' && event.callId === second);
    expect(await machine('open()')).toBe(1);
    await use({ keepReady: false });
    await until('it is closed', async () => (await machine('open()')) === 0 || undefined);
  });
});

describe('a silent microphone', () => {
  const silentAt = () =>
    page()
      .sounds()
      .findIndex((event) => event.type === 'microphone' && event.state === 'silent');

  it('is told within three seconds of the answer, and taken back by the first sound', async () => {
    await open({ microphone: { id: MUTED.id, label: MUTED.label } }, [LAPTOP, MUTED]);
    const lost = await watchStandstill(page());
    const callId = await talk();
    const { at: answered } = await page().event(of(callId, 'answered'));
    await until('it is told', () => silentAt() >= 0 || undefined);
    const told = page().soundTimes()[silentAt()] ?? 0;
    expect(told - answered - (await lost())).toBeLessThan(3000);
    await use({});
    await until('it is taken back', () => states().at(-1) === 'open Laptop microphone' || undefined);
  });

  it('is not told of one that speaks, nor of a muted call', async () => {
    await open({ microphone: { id: MUTED.id, label: MUTED.label } }, [LAPTOP, MUTED]);
    const callId = await talk();
    await page().command({ type: 'mute', callId, muted: true });
    const began = performance.now();
    await until('four seconds', () => performance.now() - began > 4000 || undefined);
    expect(silentAt()).toBe(-1);
  });
});
