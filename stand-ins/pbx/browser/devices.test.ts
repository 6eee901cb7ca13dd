import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { EARS, HEADSET, LAPTOP, ofHeadset, soundWorld } from './sound-world.ts';
import { watchStandstill } from './standstill.ts';

const SAYS_NOTHING = '+12025550122';
/** Amplitude from which a tone counts as heard, of 32767. */
const AUDIBLE = 1000;

const { page, pbx, open, talk, use, machine, farEndHears, repHears, sinkOf, states } = soundWorld();

describe('devices in a call', () => {
  it('another microphone is heard at once, with the call up and no packet missing', async () => {
    await open();
    const callId = await talk();
    await farEndHears(LAPTOP.hertz);
    await repHears(callId, LAPTOP.hertz);
    const lost = await watchStandstill(page());
    const before = pbx().legs().at(-1)?.inbound.packets ?? 0;
    const began = performance.now();
    await use({ microphone: ofHeadset });
    await farEndHears(HEADSET.hertz);
    await repHears(callId, HEADSET.hertz);
    const sent = (pbx().legs().at(-1)?.inbound.packets ?? 0) - before;
    const expected = (performance.now() - began - (await lost())) / 20;
    expect(sent).toBeGreaterThan(expected * 0.9 - 5);
    await use({});
    await farEndHears(LAPTOP.hertz);
    expect(
      page()
        .seen()
        .some(({ event }) => event.type === 'ended'),
    ).toBe(false);
    expect(await machine('open()')).toBe(1);
  });

  it('the one that is pulled out is replaced by the system’s, and used again when it is back with another id', async () => {
    await open({ microphone: ofHeadset, speaker: EARS });
    const callId = await talk();
    await farEndHears(HEADSET.hertz);
    expect(await sinkOf(callId)).toMatchObject({ sink: EARS.id });
    await machine(`unplug('${HEADSET.id}')`);
    await machine(`unplugSpeaker('${EARS.id}')`);
    await farEndHears(LAPTOP.hertz);
    await repHears(callId, LAPTOP.hertz);
    await until('the system’s speaker', async () => (await sinkOf(callId))?.sink === '' || undefined);
    await machine(`plug(${JSON.stringify({ ...HEADSET, id: 'headset-2' })})`);
    await machine(`plugSpeaker(${JSON.stringify({ ...EARS, id: 'ears-2' })})`);
    await farEndHears(HEADSET.hertz);
    await until('the headset’s speaker', async () => (await sinkOf(callId))?.sink === 'ears-2' || undefined);
    expect(
      page()
        .seen()
        .some(({ event }) => event.type === 'ended'),
    ).toBe(false);
    expect(states().slice(0, 1)).toEqual(['open Jabra Evolve 20']);
    expect(states()).toContain('open Laptop microphone');
    expect(states().at(-1)).toBe('open Jabra Evolve 20');
  });

  it('without any microphone left the call goes on, and speaks again with the next one', async () => {
    await open({}, [HEADSET]);
    const callId = await talk();
    await farEndHears(HEADSET.hertz);
    await machine(`unplug('${HEADSET.id}')`);
    await until('it is told', () => states().at(-1) === 'missing' || undefined);
    await farEndHears(0);
    await machine(`plug(${JSON.stringify(LAPTOP)})`);
    await farEndHears(LAPTOP.hertz);
    await page().command({ type: 'hang-up', callId });
    await page().event((event) => event.type === 'ended');
  });

  it('one that another program has is told, and the system’s is heard in its place', async () => {
    await open();
    await machine(`occupy('${HEADSET.id}')`);
    await use({ microphone: ofHeadset });
    await talk();
    await farEndHears(LAPTOP.hertz);
    const microphone = () =>
      page()
        .sounds()
        .findLast(({ type }) => type === 'microphone');
    expect(microphone()).toMatchObject({ state: 'open', using: LAPTOP.label, instead: true });
    await use({ microphone: null });
    await until(
      'nothing is wrong',
      () => (microphone() as { instead?: boolean }).instead === undefined || undefined,
    );
  });

  it('follows the system when it uses another microphone', async () => {
    await open();
    await talk();
    await farEndHears(LAPTOP.hertz);
    await machine(`system('${HEADSET.id}')`);
    await farEndHears(HEADSET.hertz);
  });

  it('a muted call stays muted with another microphone', async () => {
    await open();
    const callId = await talk();
    await farEndHears(LAPTOP.hertz);
    await page().command({ type: 'mute', callId, muted: true });
    await farEndHears(0);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await farEndHears(0);
    await page().command({ type: 'mute', callId, muted: false });
    await farEndHears(HEADSET.hertz);
  });

  it('a call on hold goes on with the microphone that was chosen meanwhile', async () => {
    await open();
    const callId = await talk();
    await farEndHears(LAPTOP.hertz);
    await page().command({ type: 'hold', callId, held: true });
    await page().event((event) => event.type === 'held' && event.held);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await page().command({ type: 'hold', callId, held: false });
    await farEndHears(HEADSET.hertz);
    await repHears(callId, HEADSET.hertz);
  });

  it('all members of a conference hear the microphone that is chosen', async () => {
    await open();
    const callIds = [await talk(SAYS_NOTHING), await page().dial(SAYS_NOTHING)];
    await page().event((event) => event.type === 'answered' && event.callId === callIds[1]);
    await page().command({ type: 'conference', callIds });
    const heardOf = (hertz: number) =>
      pbx()
        .legs()
        .slice(-2)
        .map(({ inbound }) => inbound.amplitudeAt(hertz));
    const bothHear = (hertz: number) =>
      until(
        `both hear ${hertz} Hz`,
        () => heardOf(hertz).every((amplitude) => amplitude > AUDIBLE) || undefined,
      );
    await bothHear(LAPTOP.hertz);
    await use({ microphone: ofHeadset });
    await bothHear(HEADSET.hertz);
    await until(
      'the other one is gone',
      () => heardOf(LAPTOP.hertz).every((one) => one < AUDIBLE) || undefined,
    );
  });

  it('echo cancellation, noise suppression and gain are applied in the call', async () => {
    await open();
    await talk();
    await use({ echoCancellation: false, gainControl: false });
    await until(
      'it is opened anew',
      async () => (await machine<unknown[]>('asked')).length === 2 || undefined,
    );
    expect(await machine('asked')).toEqual([
      { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      { echoCancellation: false, noiseSuppression: true, autoGainControl: false },
    ]);
    await farEndHears(LAPTOP.hertz);
  });
});
