import { type ReactNode, useRef } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { countryName, showNumber } from '../number/number-format.ts';
import { useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { isEmergencyCall } from '../state/emergency.ts';
import { stateWords } from '../words/call-words.ts';
import { CallBadges } from './call-badges.tsx';
import { CallControls } from './call-controls.tsx';
import { CallHint } from './call-hint.tsx';
import { CallTimer } from './call-timer.tsx';
import { CallerLines } from './caller-lines.tsx';
import { Refusal } from './card-line.tsx';
import { CompleteTransfer } from './complete-transfer.tsx';
import { EmergencyLine } from './emergency-line.tsx';
import { ExtensionProgress } from './extension-progress.tsx';
import { QualityLine } from './quality-line.tsx';
import { TransferLine } from './transfer-line.tsx';

interface CardProps {
  readonly call: CallView;
  /** The call beside it. */
  readonly other: CallView | undefined;
}

/**
 * The call the rep is in: who, where it stands, for how long, and what can be done about it. What stands above its
 * controls is as high in every call; all that comes and goes stands below, so that they stay where a hand expects them.
 */
export function CallCard({ call, other }: CardProps): ReactNode {
  const card = useRef<HTMLFieldSetElement>(null);
  const formats = useDialerState((state) => state.formats);
  const { text, tone } = stateWords(call);
  const emergency = useSnapshot((snapshot) => isEmergencyCall(call, snapshot));
  return (
    <fieldset ref={card} tabIndex={-1} aria-label="Call" className={`call-card call-card-in tone-${tone}`}>
      <div className="call-head">
        <span className="call-state">
          <span className={`dot tone-${tone}`} />
          {text}
        </span>
        {call.answeredAt !== undefined && <CallTimer answeredAt={call.answeredAt} />}
      </div>
      <CallerLines
        call={call}
        number={showNumber(call.number, formats)}
        country={countryName(call.number, formats)}
      />
      <CallControls call={call} other={other} card={card} />
      {emergency ? <EmergencyLine number={call.number} /> : <ExtensionProgress call={call} />}
      <CompleteTransfer call={call} other={other} />
      {call.transfer?.status === 'failed' && <TransferLine call={call} />}
      <Refusal callIds={[call.id]} />
      <QualityLine call={call} />
      <CallHint call={call} emergency={emergency} />
      {!emergency && <CallBadges call={call} />}
    </fieldset>
  );
}
