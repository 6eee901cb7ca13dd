import { afterEach, expect } from 'vitest';
import { audioEvent } from '../../../app/ipc/audio-contract.ts';
import { type AudioSettings, DEFAULT_AUDIO } from '../../../app/voice/audio.ts';
import { practiceBrowser } from '../practice/practice-world.ts';
import { until } from '../until.ts';
import { soundDevices } from './sound-devices.ts';
import type { VoicePage } from './voice-page.ts';

const ECHOES = '+12025550108';

export const LAPTOP = { id: 'laptop', label: 'Laptop microphone', hertz: 600 };
export const HEADSET = { id: 'headset', label: 'Jabra Evolve 20', hertz: 1400 };
export const MUTED = { id: 'muted', label: 'Muted headset', hertz: 0 };
export const DESK = { id: 'desk', label: 'Desk speakers' };
export const EARS = { id: 'ears', label: 'Jabra Evolve 20' };
/** The headset as the rep chooses it. */
export const ofHeadset = { id: HEADSET.id, label: HEADSET.label };

/** For the tests of one file: the voice page on a machine with these devices, at the practice phone system. */
export function soundWorld() {
  const { browser, pbx } = practiceBrowser();
  let page: VoicePage;

  afterEach(async () => {
    for (const event of page.sounds()) expect(audioEvent.safeParse(event).error).toBeUndefined();
    await page.close();
  });

  async function open(audio: Partial<AudioSettings> = {}, microphones = [LAPTOP, HEADSET]): Promise<void> {
    page = await browser().open(pbx().sip, {
      audio: { ...DEFAULT_AUDIO, ...audio },
      first: soundDevices(microphones, [DESK, EARS]),
    });
    await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  }
  /** A call beside or after the ones before, which is answered. */
  async function talkAgain(...before: string[]): Promise<string> {
    const callId = await page.dial(ECHOES);
    await page.event((event) => event.type === 'answered' && !before.includes(event.callId));
    return callId;
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
      const heard = pbx().legs().at(-1)?.inbound.dominantFrequency;
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
      .flatMap((event) =>
        event.type === 'microphone' ? [`${event.state} ${event.using ?? ''}`.trim()] : [],
      );

  return {
    page: () => page,
    pbx,
    open,
    talk,
    talkAgain,
    use,
    machine,
    farEndHears,
    repHears,
    sinkOf,
    states,
  };
}
