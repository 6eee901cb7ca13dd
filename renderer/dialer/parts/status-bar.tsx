import type { ReactNode } from 'react';
import type { OutreachView } from '../../../app/ipc/outreach-view-schema.ts';
import { useActions, useSnapshot } from '../state/dialer-context.tsx';
import type { Words } from '../words/call-words.ts';
import { outreachWords, phoneWords, updates } from '../words/connection-words.ts';
import { Icon } from './icons.tsx';
import { OutboxButton } from './outbox-list.tsx';
import { SettingsPane } from './settings-pane.tsx';

/** The two connections, each as a light with its words; always in view. */
export function StatusBar(): ReactNode {
  const outreach = useSnapshot((snapshot) => snapshot.outreach);
  const phone = useSnapshot((snapshot) => snapshot.phone);
  const signedIn = outreach.status === 'connected' || outreach.status === 'offline';
  return (
    <header className="status-bar">
      <div className="status-cell">
        <Light name="Outreach" words={outreachWords(outreach)} />
        <OutboxButton />
        {signedIn && <OutreachAccount {...outreach} />}
      </div>
      <div className="status-cell">
        <Light name="Phone" words={phoneWords(phone)} badge={phone.practice ? 'Practice' : undefined} />
        <SettingsPane />
      </div>
    </header>
  );
}

function Light({
  name,
  words,
  badge,
}: {
  name: string;
  words: Words;
  badge?: string | undefined;
}): ReactNode {
  return (
    <div role="status" aria-label={name} className="light">
      <span className="light-name">
        <span className={`dot tone-${words.tone}`} />
        {name}
      </span>
      <span className="light-line">
        <span className="light-words" title={words.text}>
          {words.text}
        </span>
        {badge && <span className="badge badge-wait">{badge}</span>}
      </span>
    </div>
  );
}

type Account = Pick<OutreachView, 'status' | 'user' | 'waiting' | 'failure'>;

function OutreachAccount({ status, user, waiting, failure }: Account): ReactNode {
  const actions = useActions();
  return (
    <>
      <button
        type="button"
        className="icon-button"
        popoverTarget="outreach-account"
        aria-label="Outreach account"
        title="Outreach account"
      >
        <Icon name="more" />
      </button>
      <div
        id="outreach-account"
        popover="auto"
        role="dialog"
        aria-label="Outreach account"
        className="popover"
      >
        <p className="popover-title">{user ?? 'Connected to Outreach'}</p>
        <p className="popover-text">
          {waiting > 0 ? `${updates(waiting)} not sent yet.` : 'Every call update has been sent.'}
        </p>
        {status === 'connected' && user === undefined && failure && (
          <p className="popover-text">{failure.message}</p>
        )}
        <button type="button" className="button" onClick={() => void actions.run('outreach.disconnect')}>
          Sign out of Outreach
        </button>
      </div>
    </>
  );
}
