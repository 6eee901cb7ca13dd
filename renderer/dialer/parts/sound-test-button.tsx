import type { ReactNode } from 'react';
import type { AudioView } from '../../../app/ipc/audio-contract.ts';
import { useActions, useSnapshot } from '../state/dialer-context.tsx';
import { upCalls } from '../state/snapshot-change.ts';
import { TEST_WORDS } from '../words/audio-words.ts';

interface SoundTestButtonProps {
  readonly what: 'microphone' | 'ringer';
  readonly label: string;
  readonly test: AudioView['test'];
}

/** Starts a test of the sound and, while it runs, ends it; not beside a call. */
export function SoundTestButton({ what, label, test }: SoundTestButtonProps): ReactNode {
  const { testAudio } = useActions();
  const inCall = useSnapshot((snapshot) => upCalls(snapshot).length > 0);
  const runs = test !== null && (test === 'ringing') === (what === 'ringer');
  return (
    <div className="sound-test">
      <button
        type="button"
        className="button button-small"
        disabled={inCall}
        title={inCall ? 'Not during a call' : undefined}
        onClick={() => void testAudio(runs ? null : what)}
      >
        {runs ? 'Stop' : label}
      </button>
      <span role="status">{runs && TEST_WORDS[test]}</span>
    </div>
  );
}
