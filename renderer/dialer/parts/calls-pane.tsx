import type { ReactNode } from 'react';
import { answerChoices } from '../../../app/calls/answer-choices.ts';
import { callPlaces } from '../state/call-places.ts';
import { useSnapshot } from '../state/dialer-context.tsx';
import { emergencyRule } from '../state/emergency.ts';
import { CallCard } from './call-card.tsx';
import { ConferenceCard } from './conference-card.tsx';
import { IncomingCard } from './incoming-card.tsx';
import { OtherCard } from './other-card.tsx';

/**
 * Every call that is up. The one the rep is in always stands first, in the same place: what comes beside it, also a call
 * that rings, stands below and moves nothing that a hand may be on its way to.
 */
export function CallsPane(): ReactNode {
  const snapshot = useSnapshot((whole) => whole);
  const { current, others, conference, ringing } = callPlaces(snapshot);
  const choices = answerChoices(snapshot.calls, emergencyRule(snapshot));
  const over = current !== undefined || conference.length > 0;
  return (
    <>
      {current && <CallCard key="current" call={current} other={others[0]} />}
      {conference.length > 0 && <ConferenceCard calls={conference} />}
      {others.map((call) => (
        <OtherCard
          // Swapping exchanges the two calls and leaves the button under the hand, and the focus on it.
          key={call === others[0] ? 'other' : call.id}
          call={call}
          swaps={conference.length > 0 || (current?.phase === 'talking' && !current.held)}
        />
      ))}
      {ringing.map((call) => (
        <IncomingCard key={call.id} call={call} choices={choices} over={over} />
      ))}
    </>
  );
}
