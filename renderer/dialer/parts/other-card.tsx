import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { useActions } from '../state/dialer-context.tsx';
import { useWho } from '../state/use-who.ts';
import { stateWords } from '../words/call-words.ts';
import { CallTimer } from './call-timer.tsx';
import { Refusal } from './card-line.tsx';
import { Icon } from './icons.tsx';

interface OtherProps {
  readonly call: CallView;
  /** Another call has the line, so that taking this one up is a swap. */
  readonly swaps: boolean;
}

/** The call beside the one the rep is in: smaller and paler, with no more than the way back to it and its end. */
export function OtherCard({ call, swaps }: OtherProps): ReactNode {
  const actions = useActions();
  const who = useWho()(call);
  const { text, tone } = stateWords(call);
  const company = call.inbound?.company;
  return (
    <fieldset aria-label="Call on hold" className="other-card">
      <div className="other-text">
        <p className="other-head">
          <span className={`dot tone-${tone}`} />
          {text}
          {call.answeredAt !== undefined && <CallTimer answeredAt={call.answeredAt} />}
        </p>
        <p className="other-who" title={who}>
          {company ? `${who}, ${company}` : who}
        </p>
      </div>
      <div className="other-buttons">
        {call.phase === 'talking' && (
          <button
            type="button"
            className="button button-small"
            title={swaps ? 'Swap: talk to this one, hold the other (S)' : 'Resume (S)'}
            aria-keyshortcuts="S Control+Shift+S"
            disabled={call.transfer?.status === 'trying'}
            onClick={() => void actions.hold(call.id, false)}
          >
            <Icon name={swaps ? 'swap' : 'resume'} />
            {swaps ? 'Swap' : 'Resume'}
          </button>
        )}
        <button
          type="button"
          className="icon-button icon-button-danger"
          aria-label={`Hang up ${who}`}
          title="Hang up"
          onClick={() => void actions.hangUp(call.id)}
        >
          <Icon name="hangUp" />
        </button>
      </div>
      <Refusal callIds={[call.id]} />
    </fieldset>
  );
}
