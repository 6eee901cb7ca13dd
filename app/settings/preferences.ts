import { z } from 'zod';
import { parseSafely } from '../parse-safely.ts';
import { type AudioSettings, DEFAULT_AUDIO } from '../voice/audio.ts';

/** What a rep has chosen for themselves on this machine; the administrator's file is another matter. */
export interface Preferences {
  readonly audio: AudioSettings;
}

export const DEFAULT_PREFERENCES: Preferences = { audio: DEFAULT_AUDIO };

const device = z.object({ id: z.string().max(512), label: z.string().max(512) }).nullable();

/** Not strict: a file of a later version is read for what is known here. A missing key has its default. */
const preferences = z.object({
  audio: z
    .object({
      microphone: device.default(DEFAULT_AUDIO.microphone),
      speaker: device.default(DEFAULT_AUDIO.speaker),
      ringer: device.default(DEFAULT_AUDIO.ringer),
      echoCancellation: z.boolean().default(DEFAULT_AUDIO.echoCancellation),
      noiseSuppression: z.boolean().default(DEFAULT_AUDIO.noiseSuppression),
      gainControl: z.boolean().default(DEFAULT_AUDIO.gainControl),
      keepReady: z.boolean().default(DEFAULT_AUDIO.keepReady),
      ringVolume: z.number().min(0).max(1).default(DEFAULT_AUDIO.ringVolume),
    })
    .default(DEFAULT_AUDIO),
});

/**
 * Reads what the preferences file says.
 *
 * @param text the file, as JSON
 * @returns undefined where the text is no JSON, or one of the known keys has a value it can't have
 */
export function readPreferences(text: string): Preferences | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const parsed = parseSafely(preferences, value);
  return parsed.success ? parsed.data : undefined;
}

/** The preferences as the file holds them: JSON that a person can read. */
export function writePreferences(value: Preferences): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
