import type { AudioView } from '../../../app/ipc/audio-contract.ts';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import type { Attention } from './attention.ts';
import { deviceName, insteadWords, microphoneWords } from './audio-words.ts';

type Line = Pick<Attention, 'kind' | 'title' | 'message'>;

/** What the rep has to know of the sound: nobody hears them, or a device they chose is gone. */
export function ofAudio({ audio, calls }: Snapshot): Attention[] {
  if (!audio) return [];
  const speaking = calls.some(({ phase, muted, held }) => phase === 'talking' && !muted && !held);
  const microphone = ofMicrophone(audio, speaking);
  return [...(microphone ? [{ id: 'microphone', ...microphone }] : []), ...ofLost(audio)];
}

function ofMicrophone(audio: AudioView, speaking: boolean): Line | undefined {
  const message = microphoneWords(audio).text;
  switch (audio.microphone) {
    case 'refused':
      return { kind: 'error', title: 'Outdial can’t use the microphone', message };
    case 'missing':
    case 'busy':
      return speaking
        ? { kind: 'error', title: 'They can’t hear you', message: `${message} The call goes on.` }
        : undefined;
    case 'silent':
    case 'muted':
      return speaking ? { kind: 'warning', title: 'They can’t hear you', message } : undefined;
    case 'open':
      return speaking && audio.instead
        ? { kind: 'warning', title: 'Another microphone is used', message: insteadWords(audio) }
        : undefined;
    default:
      return undefined;
  }
}

/** A device that was there a while ago; one that has not been there at all is told in the settings only. */
function ofLost({ missing }: AudioView): Attention[] {
  const labels = [...new Set(missing.filter(({ lost }) => lost).map(({ label }) => label))];
  return labels.map((label) => ({
    id: `lost-${label}`,
    kind: 'info',
    title: `${deviceName(label)} was unplugged`,
    message: 'Your system’s own device is used until it is back.',
  }));
}
