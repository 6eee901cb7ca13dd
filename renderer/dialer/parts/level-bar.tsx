import type { ReactNode } from 'react';
import { useDialerState } from '../state/dialer-context.tsx';

/** How loud the microphone is. It alone is drawn again with each level. */
export function LevelBar(): ReactNode {
  const level = useDialerState((state) => state.level);
  return <meter className="level" aria-label="Microphone level" min={0} max={1} value={level} />;
}
