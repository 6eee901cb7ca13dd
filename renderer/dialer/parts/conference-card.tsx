import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { useActions } from '../state/dialer-context.tsx';
import { useWho } from '../state/use-who.ts';
import { CallTimer } from './call-timer.tsx';
import { Refusal } from './card-line.tsx';
import { Control } from './control.tsx';
import { Icon } from './icons.tsx';
import { QualityLine } from './quality-line.tsx';
import { useArmed } from './use-armed.ts';

/** The calls that hear each other, as one: who is in it, and what is done to all of them or to one. */
export function ConferenceCard({ calls }: { calls: readonly CallView[] }): ReactNode {
  const actions = useActions();
  const ids = calls.map(({ id }) => id);
  const armed = useArmed(ids.join());
  const muted = calls.every((call) => call.muted);
  const [first, second] = calls;
  return (
    <fieldset aria-label="Conference" className="call-card tone-live">
      <div className="call-head">
        <span className="call-state">
          <span className="dot tone-live" />
          Conference
        </span>
        <span className="call-hint">You and {calls.length} others</span>
      </div>
      <ul className="conference-list">
        {calls.map((call) => (
          <Participant key={call.id} call={call} armed={armed} />
        ))}
      </ul>
      <div className="controls">
        <Control
          icon={muted ? 'micOff' : 'mic'}
          label={muted ? 'Unmute' : 'Mute'}
          keys={['M', 'M Control+Shift+M']}
          kind={muted ? 'on' : 'plain'}
          onClick={() => void actions.mute(!muted, ...ids)}
        />
        <Control
          icon="transfer"
          label="Leave"
          disabled={!armed || !first || !second}
          onClick={() => first && second && void actions.connect(first.id, second.id)}
        />
        <Control
          icon="hangUp"
          label="End all"
          keys={['Ctrl+Shift+H', 'Control+Shift+H']}
          kind="hang-up"
          disabled={!armed}
          onClick={() => void actions.hangUp(...ids)}
        />
      </div>
      <p className={muted ? 'call-hint call-hint-muted' : 'call-hint'}>
        {muted
          ? 'You are muted. They can’t hear you.'
          : 'Everybody hears everybody. Hold one to talk to the other alone.'}
      </p>
      <Refusal callIds={ids} />
      {calls.map((call) => (
        <ParticipantLine key={call.id} call={call} />
      ))}
    </fieldset>
  );
}

/** Whose line it is stands before how it is: in a conference each has its own. */
function ParticipantLine({ call }: { call: CallView }): ReactNode {
  const who = useWho()(call);
  return <QualityLine call={call} who={who} />;
}

function Participant({ call, armed }: { call: CallView; armed: boolean }): ReactNode {
  const actions = useActions();
  const who = useWho()(call);
  return (
    <li className="participant">
      <span className="participant-who" title={who}>
        {who}
      </span>
      {call.answeredAt !== undefined && <CallTimer answeredAt={call.answeredAt} />}
      <button
        type="button"
        className="button button-small"
        aria-label={`Hold ${who}`}
        disabled={!armed}
        onClick={() => void actions.hold(call.id, true)}
      >
        Hold
      </button>
      <button
        type="button"
        className="icon-button icon-button-danger"
        aria-label={`Hang up ${who}`}
        title="Hang up"
        disabled={!armed}
        onClick={() => void actions.hangUp(call.id)}
      >
        <Icon name="hangUp" />
      </button>
    </li>
  );
}
