import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { loggingWords, originWords, recordingWords } from '../words/call-words.ts';
import { DoNotCall } from './do-not-call.tsx';
import { Icon, type IconName } from './icons.tsx';

const LOGGING_ICONS: Record<CallView['logging'], IconName> = {
  none: 'info',
  logged: 'check',
  waiting: 'clock',
  refused: 'alert',
};

const RECORDING_ICONS: Record<NonNullable<CallView['recording']>['status'], IconName> = {
  waiting: 'clock',
  linked: 'check',
  'not-sent': 'alert',
};

/** Where a call came from, and what Outreach knows of it. */
export function CallBadges({ call }: { call: CallView }): ReactNode {
  const logging = loggingWords(call);
  const recording = recordingWords(call);
  return (
    <div className="badges">
      <DoNotCall call={call} />
      <span className={call.origin === 'outreach' ? 'badge badge-accent' : 'badge'}>{originWords(call)}</span>
      {logging && (
        <span className={`badge-plain text-${logging.tone}`}>
          <Icon name={LOGGING_ICONS[call.logging]} />
          {logging.text}
        </span>
      )}
      {recording && call.recording && (
        <span className={`badge-plain text-${recording.tone}`}>
          <Icon name={RECORDING_ICONS[call.recording.status]} />
          {recording.text}
        </span>
      )}
      {call.recording?.status === 'not-sent' && call.recording.message && (
        <p className="badges-message">{call.recording.message}</p>
      )}
      {call.logging === 'refused' && call.loggingMessage && (
        <p className="badges-message">{call.loggingMessage}</p>
      )}
    </div>
  );
}
