import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { DESK, EARS, HEADSET, LAPTOP, MUTED, ofHeadset, soundWorld } from './sound-world.ts';

const RINGS = '+12025550104';

const { page, open, talk, talkAgain, use, machine, farEndHears, repHears, sinkOf, states } = soundWorld();

describe('ringing', () => {
  it('rings on the ringer’s device at its volume; the ringback is in the speaker', async () => {
    await open({ ringer: DESK, speaker: EARS, ringVolume: 0.5 });
    await page().audio({ type: 'test', what: 'ringer' });
    await until('it rings', async () => (await page().hear('sound-test')).loudness > 0.01 || undefined);
    expect(await sinkOf('sound-test')).toEqual({ sink: DESK.id, volume: 0.25 });
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
    await page().audio({ type: 'watch', on: true });
    await until('a level', () => (levels().at(-1) ?? 0) > 0.5 || undefined);
    const [first, began] = [levels().length, performance.now()];
    await until('more of them', () => levels().length > first + 10 || undefined);
    expect(performance.now() - began).toBeGreaterThan(900);
    await page().audio({ type: 'watch', on: false });
    await until('it is closed', async () => (await machine('open()')) === 0 || undefined);
    const last = levels().length;
    await until('it is told', () => states().at(-1) === 'closed' || undefined);
    expect(levels().length).toBeLessThan(last + 3);
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
    await page().audio({ type: 'test', what: 'microphone' });
    await until(
      'it listens',
      () =>
        page()
          .sounds()
          .some((event) => event.type === 'test') || undefined,
    );
    expect((await page().hear('sound-test')).loudness).toBeLessThan(0.001);
    await until(
      'it plays',
      () =>
        page()
          .sounds()
          .filter(({ type }) => type === 'test').length > 1 || undefined,
    );
    await repHears('sound-test', LAPTOP.hertz);
    expect(await sinkOf('sound-test')).toMatchObject({ sink: EARS.id });
    await until(
      'it ends by itself',
      () =>
        page()
          .sounds()
          .filter(({ type }) => type === 'test').length > 2 || undefined,
    );
    expect(
      page()
        .sounds()
        .flatMap((event) => (event.type === 'test' ? [event.step] : [])),
    ).toEqual(['recording', 'playing', null]);
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
    await talk();
    const began = performance.now();
    await until('it is told', () => silentAt() >= 0 || undefined);
    expect(performance.now() - began).toBeLessThan(3000);
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
