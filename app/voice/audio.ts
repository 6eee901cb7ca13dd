/** A microphone or a loudspeaker as the system names it. Ids change now and then, labels seldom. */
export interface AudioDevice {
  readonly id: string;
  readonly label: string;
}

/** The three ends of a call's sound; each is chosen for itself. */
export const AUDIO_ROLES = ['microphone', 'speaker', 'ringer'] as const;
export type AudioRole = (typeof AUDIO_ROLES)[number];

/** How the rep wants to hear and be heard. A null device is whatever the system uses. */
export interface AudioSettings {
  readonly microphone: AudioDevice | null;
  readonly speaker: AudioDevice | null;
  readonly ringer: AudioDevice | null;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly gainControl: boolean;
  /** Whether the microphone may stay open between calls that follow each other. */
  readonly keepReady: boolean;
  /** 0 to 1. */
  readonly ringVolume: number;
}

/** Some of them, anew; what is undefined stays as it is. */
export type AudioChange = { readonly [Key in keyof AudioSettings]?: AudioSettings[Key] | undefined };

export function changeAudio(settings: AudioSettings, change: AudioChange): AudioSettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...settings, ...given };
}

export const DEFAULT_AUDIO: AudioSettings = {
  microphone: null,
  speaker: null,
  ringer: null,
  echoCancellation: true,
  noiseSuppression: true,
  gainControl: true,
  keepReady: true,
  ringVolume: 0.7,
};

/** What is plugged in. Labels are empty until the microphone was allowed once. */
export interface AudioDevices {
  readonly inputs: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
}

/**
 * - `closed`   nobody needs it
 * - `open`     it is heard
 * - `silent`   it is open, and nothing at all comes from it
 * - `muted`    the system, or a switch on the device, keeps it silent
 * - `refused`  the system does not let Outdial use it
 * - `missing`  there is none
 * - `busy`     there is one, and it can't be opened: another program has it
 */
export const MICROPHONE_STATES = ['closed', 'open', 'silent', 'muted', 'refused', 'missing', 'busy'] as const;
export type MicrophoneState = (typeof MICROPHONE_STATES)[number];

/** What a test of the sound is doing: taking the rep's voice, playing it back, or ringing. */
export const AUDIO_TEST_STEPS = ['recording', 'playing', 'ringing'] as const;
export type AudioTestStep = (typeof AUDIO_TEST_STEPS)[number];

export const HEADSET_BUTTONS = ['answer', 'reject', 'hang-up', 'mute', 'unmute'] as const;
export type HeadsetButton = (typeof HEADSET_BUTTONS)[number];

/** What the voice page tells of its sound; nothing of it belongs to a call. */
export type AudioEvent =
  | ({ readonly type: 'devices' } & AudioDevices)
  /** `using`: the name of the one that is open; `instead`: of a chosen one that is there and can't be opened. */
  | {
      readonly type: 'microphone';
      readonly state: MicrophoneState;
      readonly using?: string | undefined;
      readonly instead?: boolean | undefined;
    }
  /** How loud the microphone is, 0 to 1; only while somebody watches. */
  | { readonly type: 'level'; readonly level: number }
  | { readonly type: 'test'; readonly step: AudioTestStep | null }
  /** The headsets whose buttons work, by name. */
  | { readonly type: 'headsets'; readonly names: readonly string[] }
  | { readonly type: 'headset'; readonly button: HeadsetButton };

/** What main asks of the voice page's sound. */
export type AudioCommand =
  | { readonly type: 'use'; readonly settings: AudioSettings }
  /** Opens the microphone for its level, or no longer. */
  | { readonly type: 'watch'; readonly on: boolean }
  /** Null ends the test that runs. */
  | { readonly type: 'test'; readonly what: 'microphone' | 'ringer' | null };

/** The device that was chosen, by its id, else by its label; undefined where it isn't plugged in. */
export function findDevice(chosen: AudioDevice, plugged: readonly AudioDevice[]): AudioDevice | undefined {
  const byId = plugged.find(({ id }) => id === chosen.id);
  return byId ?? plugged.find(({ label }) => label !== '' && label === chosen.label);
}

/** The id to open for a choice: the device's own where it is plugged in, else empty for the system's. */
export function deviceIdFor(chosen: AudioDevice | null, plugged: readonly AudioDevice[]): string {
  return (chosen && findDevice(chosen, plugged)?.id) ?? '';
}
