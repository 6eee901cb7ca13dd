import type { AudioView } from '../../../app/ipc/audio-contract.ts';
import { type AudioDevice, type AudioRole, findDevice } from '../../../app/voice/audio.ts';

export const ROLE_NAMES: Readonly<Record<AudioRole, string>> = {
  microphone: 'Microphone',
  speaker: 'Speaker',
  ringer: 'Ringer',
};

const SYSTEM_DEVICE = 'System default';

/** A device's name without the USB ids that Chromium puts behind it: "Jabra Evolve 20 (0b0e:0300)". */
export function deviceName(label: string): string {
  return label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '');
}

export interface DeviceOption {
  /** Empty for the system's. */
  readonly value: string;
  readonly text: string;
  readonly device: AudioDevice | null;
}

/** What can be chosen for a role, and which of it is; one that is chosen and not plugged in stays in the list. */
export function deviceOptions(
  audio: AudioView,
  role: AudioRole,
): { readonly options: readonly DeviceOption[]; readonly chosen: string } {
  const plugged = role === 'microphone' ? audio.inputs : audio.outputs;
  const chosen = audio.settings[role];
  const found = chosen && findDevice(chosen, plugged);
  const options: DeviceOption[] = [{ value: '', text: SYSTEM_DEVICE, device: null }];
  for (const device of plugged) {
    if (device.label !== '') options.push({ value: device.id, text: deviceName(device.label), device });
  }
  if (chosen && !found) {
    const missing = audio.missing.some((one) => one.role === role);
    const text = deviceName(chosen.label) + (missing ? ' (not plugged in)' : '');
    options.push({ value: chosen.id, text, device: chosen });
  }
  return { options, chosen: found?.id ?? chosen?.id ?? '' };
}

/** What is used in place of a chosen device that is not plugged in. */
export function missingWords(audio: AudioView, role: AudioRole): string | undefined {
  const missing = audio.missing.find((one) => one.role === role);
  return (
    missing &&
    `Not plugged in: your system’s ${role === 'microphone' ? 'microphone' : 'speaker'} is used until it is back.`
  );
}

/** That the chosen microphone is there and can't be opened, which one is heard in its place, and what helps. */
export function insteadWords({ settings, using }: AudioView): string {
  const chosen = settings.microphone ? deviceName(settings.microphone.label) : 'Your microphone';
  const heard = using ? deviceName(using) : 'your system’s microphone';
  return `${chosen} can’t be opened, so ${heard} is used. Close other programs that use it, or plug it in again.`;
}

export interface MicrophoneWords {
  readonly tone: 'quiet' | 'wait' | 'bad';
  readonly text: string;
}

/** What the microphone does, and what helps where it does not. */
export function microphoneWords(audio: AudioView): MicrophoneWords {
  const { microphone, using } = audio;
  switch (microphone) {
    case 'closed':
      return { tone: 'quiet', text: 'Opening the microphone…' };
    case 'open':
      if (audio.instead) return { tone: 'wait', text: insteadWords(audio) };
      return { tone: 'quiet', text: using ? `In use: ${deviceName(using)}` : 'Speak to see your level.' };
    case 'silent':
      return {
        tone: 'wait',
        text: 'Your microphone is silent. Check the mute switch on your headset and its cable, or choose another microphone.',
      };
    case 'muted':
      return {
        tone: 'wait',
        text: 'Your system keeps the microphone muted. Unmute it in your computer’s sound settings or on the headset.',
      };
    case 'refused':
      return {
        tone: 'bad',
        text: 'Your system does not let Outdial use the microphone. Allow it in the privacy settings of your computer.',
      };
    case 'missing':
      return { tone: 'bad', text: 'No microphone is plugged in.' };
    case 'busy':
      return {
        tone: 'bad',
        text: 'The microphone can’t be opened. Close other programs that use it, or plug it in again.',
      };
    default:
      return microphone satisfies never;
  }
}

/** What a running test asks of the rep, for eyes and screen readers. */
export const TEST_WORDS: Readonly<Record<NonNullable<AudioView['test']>, string>> = {
  recording: 'Say something…',
  playing: 'This is how you sound.',
  ringing: 'Ringing.',
};

/** Whether a headset's buttons work here. */
export function headsetWords({ headsets }: AudioView): string {
  if (headsets.length === 0) return 'No headset with call buttons is plugged in.';
  return `Answer, hang up and mute work on ${headsets.map(deviceName).join(' and ')}.`;
}

/** Why and how long the microphone stays open, in step with `keepMicrophoneFor`. */
export const KEEP_READY_WORDS =
  'Calls start faster. The microphone stays open for 1 minute after a call, and for 5 minutes when you make one after the other, so your computer shows its microphone light. Nothing is recorded or sent between calls.';
