import type { ReactNode } from 'react';
import { useDialerState } from '../state/dialer-context.tsx';
import { clockDuration, spokenDuration } from '../words/duration.ts';

/** How long the call has been answered. Not live: a screen reader would otherwise count every second aloud. */
export function CallTimer({ answeredAt }: { answeredAt: number }): ReactNode {
  const text = useDialerState(({ now }) => clockDuration(now - answeredAt));
  const spoken = useDialerState(({ now }) => spokenDuration(now - answeredAt));
  return (
    <span role="timer" aria-label={`Call time ${spoken}`} aria-live="off" className="call-timer">
      {text}
    </span>
  );
}
