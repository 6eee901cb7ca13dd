import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { showCall } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { loggingWords, recordingWords, resultWords } from '../words/call-words.ts';
import { clockDuration, spokenDuration } from '../words/duration.ts';
import { timeOfDay } from '../words/recent-days.ts';
import { Icon } from './icons.tsx';
import { KeptQuality } from './quality-line.tsx';
import { RESULT_ICONS } from './result-icons.ts';

interface RowProps {
  readonly call: CallView;
  readonly locked: boolean;
  readonly dialable: boolean;
  readonly onReuse: () => void;
}

/** One of the last calls. A press on it fills the number field; only the button at its end dials. */
export function RecentRow({ call, locked, dialable, onReuse }: RowProps): ReactNode {
  const who = useDialerState(({ formats }) => showCall(call, formats));
  const actions = useActions();
  const reuse = (): void => {
    actions.reuse(call);
    onReuse();
  };
  return (
    <li className="row">
      <button
        type="button"
        className="row-main"
        disabled={locked}
        title="Put this number into the field"
        onClick={reuse}
      >
        <RowText call={call} who={who} />
      </button>
      <button
        type="button"
        className="icon-button row-dial"
        disabled={!dialable}
        aria-label={`Call back ${who}`}
        title={`Call ${who}`}
        onClick={() => void actions.dialBack(call)}
      >
        <Icon name="phone" />
      </button>
    </li>
  );
}

function RowText({ call, who }: { call: CallView; who: string }): ReactNode {
  const { text, tone } = resultWords(call);
  const logging = loggingWords(call);
  const recording = recordingWords(call);
  const talked =
    call.answeredAt !== undefined && call.endedAt !== undefined ? call.endedAt - call.answeredAt : null;
  const inbound = call.direction === 'inbound';
  return (
    <>
      <span className={`row-direction text-${tone}`}>
        <Icon name={inbound ? 'incoming' : 'outgoing'} />
        <span className="visually-hidden">{inbound ? 'Incoming' : 'Outgoing'} </span>
      </span>
      <span className="row-who" title={who}>
        {call.inbound?.name ?? who}
      </span>
      <time className="row-time figures" dateTime={new Date(call.startedAt).toISOString()}>
        {timeOfDay(call.startedAt)}
      </time>
      <span className="row-result">
        <span className={`result text-${tone}`} title={call.endedBecause}>
          <Icon name={RESULT_ICONS[call.state]} />
          {text}
        </span>
        {talked !== null && (
          <span className="figures">
            <span aria-hidden="true">{clockDuration(talked)}</span>
            <span className="visually-hidden"> {spokenDuration(talked)}</span>
          </span>
        )}
        <KeptQuality call={call} brief />
        {logging && <span className={`row-logging text-${logging.tone}`}>{logging.text}</span>}
        {recording && (
          <span className={`row-logging text-${recording.tone}`} title={call.recording?.message}>
            {recording.text}
          </span>
        )}
      </span>
      {call.logging === 'refused' && call.loggingMessage && (
        <span className="row-message">{call.loggingMessage}</span>
      )}
    </>
  );
}
