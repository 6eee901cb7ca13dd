import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audioEvent } from '../../../app/ipc/audio-contract.ts';
import { type AudioSettings, DEFAULT_AUDIO } from '../../../app/voice/audio.ts';
import { type PracticePbx, startPracticePbx } from '../practice/practice-pbx.ts';
import { until } from '../until.ts';
import { soundDevices } from './sound-devices.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from './voice-page.ts';

const ECHOES = '+12025550108';
const RINGS = '+12025550104';
const SAYS_NOTHING = '+12025550122';
/** Amplitude from which a tone counts as heard, of 32767. */
const AUDIBLE = 1000;
const LAPTOP = { id: 'laptop', label: 'Laptop microphone', hertz: 600 };
const HEADSET = { id: 'headset', label: 'Jabra Evolve 20', hertz: 1400 };
const MUTED = { id: 'muted', label: 'Muted headset', hertz: 0 };
const DESK = { id: 'desk', label: 'Desk speakers' };
const EARS = { id: 'ears', label: 'Jabra Evolve 20' };
const ofHeadset = { id: HEADSET.id, label: HEADSET.label };

let browser: VoiceBrowser;
let pbx: PracticePbx;
let page: VoicePage;

beforeAll(async () => {
  [browser, pbx] = await Promise.all([startVoiceBrowser(), startPracticePbx()]);
});
afterAll(async () => {
  await browser?.close();
  await pbx?.close();
});
afterEach(async () => {
  for (const event of page.sounds()) expect(audioEvent.safeParse(event).error).toBeUndefined();
  await page.close();
});

async function open(audio: Partial<AudioSettings> = {}, microphones = [LAPTOP, HEADSET]): Promise<void> {
  page = await browser.open(pbx.sip, {
    audio: { ...DEFAULT_AUDIO, ...audio },
    first: soundDevices(microphones, [DESK, EARS]),
  });
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
}
async function talk(number = ECHOES): Promise<string> {
  const callId = await page.dial(number);
  await page.event((event) => event.type === 'answered');
  return callId;
}
const use = (change: Partial<AudioSettings>) =>
  page.audio({ type: 'use', settings: { ...DEFAULT_AUDIO, ...change } });
/** Runs a script on the stand-in machine. */
const machine = <Value>(script: string) => page.evaluate<Value>(`window.standInSound.${script}`);
const farEndHears = (hertz: number) =>
  until(`the far end hears ${hertz} Hz`, () => {
    const heard = pbx.legs().at(-1)?.inbound.dominantFrequency;
    return (heard !== undefined && Math.abs(heard - hertz) <= 10) || undefined;
  });
const repHears = (callId: string, hertz: number) =>
  until(`${hertz} Hz come back`, async () => {
    const heard = await page.hear(callId);
    return Math.abs(heard.hertz - hertz) <= 10 || undefined;
  });
const sinkOf = async (callId: string) =>
  (await machine<Record<string, { sink: string; volume: number }>>('sinks()'))[callId];
const states = () =>
  page
    .sounds()
    .flatMap((event) => (event.type === 'microphone' ? [`${event.state} ${event.using ?? ''}`.trim()] : []));

describe('devices in a call', () => {
  it('another microphone is heard at once, with the call up and no packet missing', async () => {
    await open();
    const callId = await talk();
    await farEndHears(LAPTOP.hertz);
    await repHears(callId, LAPTOP.hertz);
    const before = pbx.legs().at(-1)?.inbound.packets ?? 0;
    const began = performance.now();
    await use({ microphone: ofHeadset });
    await farEndHears(HEADSET.hertz);
    await repHears(callId, HEADSET.hertz);
    const sent = (pbx.legs().at(-1)?.inbound.packets ?? 0) - before;
    const expected = (performance.now() - began) / 20;
    expect(sent).toBeGreaterThan(expected * 0.9 - 5);
    await use({});
    await farEndHears(LAPTOP.hertz);
    expect(page.seen().some(({ event }) => event.type === 'ended')).toBe(false);
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
    expect(page.seen().some(({ event }) => event.type === 'ended')).toBe(false);
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
    await page.command({ type: 'hang-up', callId });
    await page.event((event) => event.type === 'ended');
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
    await page.command({ type: 'mute', callId, muted: true });
    await farEndHears(0);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await farEndHears(0);
    await page.command({ type: 'mute', callId, muted: false });
    await farEndHears(HEADSET.hertz);
  });

  it('a call on hold goes on with the microphone that was chosen meanwhile', async () => {
    await open();
    const callId = await talk();
    await farEndHears(LAPTOP.hertz);
    await page.command({ type: 'hold', callId, held: true });
    await page.event((event) => event.type === 'held' && event.held);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await page.command({ type: 'hold', callId, held: false });
    await farEndHears(HEADSET.hertz);
    await repHears(callId, HEADSET.hertz);
  });

  it('all members of a conference hear the microphone that is chosen', async () => {
    await open();
    const callIds = [await talk(SAYS_NOTHING), await page.dial(SAYS_NOTHING)];
    await page.event((event) => event.type === 'answered' && event.callId === callIds[1]);
    await page.command({ type: 'conference', callIds });
    const heardOf = (hertz: number) =>
      pbx
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

describe('ringing', () => {
  it('rings on the ringer’s device at its volume; the ringback is in the speaker', async () => {
    await open({ ringer: DESK, speaker: EARS, ringVolume: 0.5 });
    await page.audio({ type: 'test', what: 'ringer' });
    await until('it rings', async () => (await page.hear('sound-test')).loudness > 0.01 || undefined);
    expect(await sinkOf('sound-test')).toEqual({ sink: DESK.id, volume: 0.25 });
    const callId = await page.dial(RINGS);
    await page.event((event) => event.type === 'dialing');
    await until('a call ends the test', async () => (await sinkOf('sound-test')) === undefined || undefined);
    await page.command({ type: 'hang-up', callId });
    expect(page.sounds().filter(({ type }) => type === 'test')).toEqual([
      { type: 'test', step: 'ringing' },
      { type: 'test', step: null },
    ]);
  });
});

describe('the microphone outside of calls', () => {
  const levels = () => page.sounds().flatMap((event) => (event.type === 'level' ? [event.level] : []));

  it('its level is told while somebody looks, ten times a second at most, and then it is closed', async () => {
    await open({ keepReady: false });
    expect(await machine('open()')).toBe(0);
    await page.audio({ type: 'watch', on: true });
    await until('a level', () => (levels().at(-1) ?? 0) > 0.5 || undefined);
    const [first, began] = [levels().length, performance.now()];
    await until('more of them', () => levels().length > first + 10 || undefined);
    expect(performance.now() - began).toBeGreaterThan(900);
    await page.audio({ type: 'watch', on: false });
    await until('it is closed', async () => (await machine('open()')) === 0 || undefined);
    const last = levels().length;
    await until('it is told', () => states().at(-1) === 'closed' || undefined);
    expect(levels().length).toBeLessThan(last + 3);
  });

  it('a call follows the one that is looked at, whichever is chosen meanwhile', async () => {
    await open();
    await page.audio({ type: 'watch', on: true });
    await until('it is open', () => states().includes('open Laptop microphone') || undefined);
    await use({ microphone: ofHeadset });
    await until('the headset', () => states().at(-1) === 'open Jabra Evolve 20' || undefined);
    await page.audio({ type: 'watch', on: false });
    await talk();
    await farEndHears(HEADSET.hertz);
    expect(await machine('open()')).toBe(1);
  });

  it('the rep hears themselves after three seconds', async () => {
    await open({ speaker: EARS });
    await page.audio({ type: 'test', what: 'microphone' });
    await until('it listens', () => page.sounds().some((event) => event.type === 'test') || undefined);
    expect((await page.hear('sound-test')).loudness).toBeLessThan(0.001);
    await until(
      'it plays',
      () => page.sounds().filter(({ type }) => type === 'test').length > 1 || undefined,
    );
    await repHears('sound-test', LAPTOP.hertz);
    expect(await sinkOf('sound-test')).toMatchObject({ sink: EARS.id });
    await until(
      'it ends by itself',
      () => page.sounds().filter(({ type }) => type === 'test').length > 2 || undefined,
    );
    expect(page.sounds().flatMap((event) => (event.type === 'test' ? [event.step] : []))).toEqual([
      'recording',
      'playing',
      null,
    ]);
  });

  it('is kept ready after a call while that is allowed, and no longer', async () => {
    await open();
    const callId = await talk();
    await page.command({ type: 'hang-up', callId });
    await page.event((event) => event.type === 'ended');
    const second = await talk2(callId);
    expect(await machine<unknown[]>('asked')).toHaveLength(1);
    await use({ keepReady: false });
    await page.command({ type: 'hang-up', callId: second });
    await until('it is closed', async () => (await machine('open()')) === 0 || undefined);
  });
});

async function talk2(first: string): Promise<string> {
  const callId = await page.dial(ECHOES);
  await page.event((event) => event.type === 'answered' && event.callId !== first);
  return callId;
}

describe('a silent microphone', () => {
  const silentAt = () =>
    page.sounds().findIndex((event) => event.type === 'microphone' && event.state === 'silent');

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
    await page.command({ type: 'mute', callId, muted: true });
    const began = performance.now();
    await until('four seconds', () => performance.now() - began > 4000 || undefined);
    expect(silentAt()).toBe(-1);
  });
});
