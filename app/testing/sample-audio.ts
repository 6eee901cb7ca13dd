import type { AudioView } from '../ipc/audio-contract.ts';
import { type AudioSettings, DEFAULT_AUDIO } from '../voice/audio.ts';

/** Two microphones, two speakers and everything in order; the parts that a test is about are given. */
export function audioInView(
  changes: Partial<AudioView> = {},
  settings: Partial<AudioSettings> = {},
): AudioView {
  return {
    settings: { ...DEFAULT_AUDIO, ...settings },
    inputs: [
      { id: 'laptop', label: 'Laptop microphone' },
      { id: 'headset', label: 'Jabra Evolve 20 (0b0e:0300)' },
    ],
    outputs: [
      { id: 'desk', label: 'Desk speakers' },
      { id: 'ears', label: 'Jabra Evolve 20 (0b0e:0300)' },
    ],
    microphone: 'open',
    using: 'Laptop microphone',
    missing: [],
    test: null,
    headsets: [],
    ...changes,
  };
}
