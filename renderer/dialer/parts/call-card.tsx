import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { showNumber } from '../number/number-format.ts';
import { useDialerState } from '../state/dialer-context.tsx';
import { callHint, stateWords } from '../words/call-words.ts';
import { CallBadges } from './call-badges.tsx';
import { CallControls } from './call-controls.tsx';
import { CallTimer } from './call-timer.tsx';
import { CallerLines } from './caller-lines.tsx';
import { ExtensionProgress } from './extension-progress.tsx';

/** One call that is up: who, where it stands, for how long, and what can be done about it. */
export function CallCard({ call, current }: { call: CallView; current: boolean }): ReactNode {
  const formats = useDialerState((state) => state.formats);
  const { text, tone } = stateWords(call);
  const hint = callHint(call);
  return (
    <fieldset aria-label="Call" className={`call-card tone-${tone}`}>
      <div className="call-head">
        <span className="call-state">
          <span className={`dot tone-${tone}`} />
          {text}
        </span>
        {call.answeredAt !== undefined && <CallTimer answeredAt={call.answeredAt} />}
      </div>
      <CallerLines call={call} number={showNumber(call.number, formats)} />
      <ExtensionProgress call={call} />
      <CallBadges call={call} />
      <p className="call-hint">{hint}</p>
      <CallControls call={call} current={current} />
    </fieldset>
  );
}
