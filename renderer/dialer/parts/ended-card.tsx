import type { ReactNode } from 'react';
import { showCall } from '../number/number-format.ts';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { findCall } from '../state/snapshot-change.ts';
import { resultWords } from '../words/call-words.ts';
import { clockDuration } from '../words/duration.ts';
import { CallBadges } from './call-badges.tsx';
import { Icon } from './icons.tsx';
import { LogInOutreach } from './log-in-outreach.tsx';
import { KeptQuality } from './quality-line.tsx';
import { RESULT_ICONS } from './result-icons.ts';

/** What became of the call that has just ended; stays until the next call, or until it is put away. */
export function EndedCard(): ReactNode {
  const endedId = useDialerState((state) => state.endedId);
  const formats = useDialerState((state) => state.formats);
  const call = useSnapshot((snapshot) => (endedId === null ? undefined : findCall(snapshot, endedId)));
  const actions = useActions();
  if (!call) return null;
  const { text, tone } = resultWords(call);
  const talked =
    call.answeredAt !== undefined && call.endedAt !== undefined ? call.endedAt - call.answeredAt : null;
  return (
    <fieldset aria-label="Last call" className="ended-card">
      <div className="ended-text">
        <p className="ended-head">
          <span className={`result text-${tone}`}>
            <Icon name={RESULT_ICONS[call.state]} />
            {text}
          </span>
          {talked !== null && <span className="figures">{clockDuration(talked)}</span>}
          <span className="ended-number">{showCall(call, formats)}</span>
        </p>
        <KeptQuality call={call} />
        {call.endedBecause && call.endedBecause !== text && (
          <p className="ended-because">{call.endedBecause}</p>
        )}
        <CallBadges call={call} />
        <LogInOutreach call={call} />
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label="Close last call"
        title="Close (Esc)"
        onClick={actions.dismissEnded}
      >
        <Icon name="cross" />
      </button>
    </fieldset>
  );
}
