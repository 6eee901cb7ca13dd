import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { loggingWords, originWords } from '../words/call-words.ts';
import { Icon, type IconName } from './icons.tsx';

const LOGGING_ICONS: Record<CallView['logging'], IconName> = {
  none: 'info',
  logged: 'check',
  waiting: 'clock',
  refused: 'alert',
};

/** Where a call came from, and what Outreach knows of it. */
export function CallBadges({ call }: { call: CallView }): ReactNode {
  const logging = loggingWords(call);
  return (
    <div className="badges">
      <span className={call.origin === 'outreach' ? 'badge badge-accent' : 'badge'}>{originWords(call)}</span>
      {logging && (
        <span className={`badge-plain text-${logging.tone}`}>
          <Icon name={LOGGING_ICONS[call.logging]} />
          {logging.text}
        </span>
      )}
      {call.logging === 'refused' && call.loggingMessage && (
        <p className="badges-message">{call.loggingMessage}</p>
      )}
    </div>
  );
}
