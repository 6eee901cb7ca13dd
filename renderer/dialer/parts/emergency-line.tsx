import type { ReactNode } from 'react';
import { isEmergencyNumber } from '../../../app/tel/emergency.ts';
import { useSnapshot } from '../state/dialer-context.tsx';
import { emergencyRule } from '../state/emergency.ts';
import { emergencyWords } from '../words/emergency-words.ts';
import { Icon } from './icons.tsx';

/** What those who answer an emergency call are told of where the rep is; nothing for any other number. */
export function EmergencyLine({ number }: { number: string }): ReactNode {
  const location = useSnapshot((snapshot) => snapshot.emergency?.location);
  const shown = useSnapshot((snapshot) => isEmergencyNumber(number) || emergencyRule(snapshot)(number));
  if (!shown) return null;
  return (
    <p className="emergency-line" role="status" aria-label="Emergency location">
      <Icon name="info" />
      <span>{emergencyWords(location)}</span>
    </p>
  );
}
