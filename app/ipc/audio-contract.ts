import { z } from 'zod';
import { AUDIO_ROLES, AUDIO_TEST_STEPS, HEADSET_BUTTONS, MICROPHONE_STATES } from '../voice/audio.ts';

/** The sound's part of the contract: what the voice page reports, what it is asked, and what the dialer shows. */

const device = z.strictObject({ id: z.string().max(512), label: z.string().max(512) });
const devices = z.array(device).max(64).readonly();

export const audioSettings = z.strictObject({
  microphone: device.nullable(),
  speaker: device.nullable(),
  ringer: device.nullable(),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  gainControl: z.boolean(),
  keepReady: z.boolean(),
  ringVolume: z.number().min(0).max(1),
});

export const audioEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('devices'), inputs: devices, outputs: devices }),
  z.strictObject({
    type: z.literal('microphone'),
    state: z.enum(MICROPHONE_STATES),
    using: z.string().max(512).optional(),
    instead: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('level'), level: z.number().min(0).max(1) }),
  z.strictObject({ type: z.literal('test'), step: z.enum(AUDIO_TEST_STEPS).nullable() }),
  z.strictObject({ type: z.literal('headsets'), names: z.array(z.string().max(200)).max(16).readonly() }),
  z.strictObject({ type: z.literal('headset'), button: z.enum(HEADSET_BUTTONS) }),
]);

export const audioCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('use'), settings: audioSettings }),
  z.strictObject({ type: z.literal('watch'), on: z.boolean() }),
  z.strictObject({ type: z.literal('test'), what: z.enum(['microphone', 'ringer']).nullable() }),
]);

export const audioView = z.strictObject({
  settings: audioSettings,
  inputs: devices,
  outputs: devices,
  microphone: z.enum(MICROPHONE_STATES),
  /** The microphone that is open, by name. */
  using: z.string().optional(),
  /** It is open in place of the chosen one, which is plugged in and can't be opened. */
  instead: z.boolean().optional(),
  /** Chosen devices that aren't plugged in: the system's are used. `lost`: they were there a while ago. */
  missing: z.array(z.strictObject({ role: z.enum(AUDIO_ROLES), label: z.string(), lost: z.boolean() })),
  test: z.enum(AUDIO_TEST_STEPS).nullable(),
  /** The headsets whose buttons work. */
  headsets: z.array(z.string()).readonly(),
});
export type AudioView = z.infer<typeof audioView>;
