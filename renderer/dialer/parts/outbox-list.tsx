import { type ReactNode, useEffect, useRef, useState } from 'react';
import { showNumber } from '../number/number-format.ts';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { itemReason, itemTitle, outboxDetails, outboxLabel } from '../words/outbox-words.ts';
import { Icon } from './icons.tsx';

/** The button beside Outreach's light which opens the list of what has not reached Outreach. */
export function OutboxButton(): ReactNode {
  const waiting = useSnapshot((snapshot) => snapshot.outreach.waiting);
  const failed = useSnapshot(({ recent }) => recent.filter(({ logging }) => logging === 'refused').length);
  const label = outboxLabel(waiting, failed > 0);
  if (label === undefined) return null;
  return (
    <>
      <button
        type="button"
        className={`button outbox-button text-${waiting > 0 ? 'wait' : 'bad'}`}
        popoverTarget="outbox-list"
        aria-label={label}
        title={`${label}: show what has not reached Outreach`}
      >
        <Icon name={waiting > 0 ? 'clock' : 'alert'} />
        <span className="outbox-count">{shortCount(waiting || failed)}</span>
        <span className="outbox-words">{label}</span>
      </button>
      <OutboxList waiting={waiting} />
    </>
  );
}

/** Two digits at most: beside it stands what must not give way. */
function shortCount(count: number): string {
  return count > 99 ? '99+' : `${count}`;
}

function OutboxList({ waiting }: { waiting: number }): ReactNode {
  const actions = useActions();
  const loaded = useDialerState((state) => state.outbox);
  const items = loaded ?? [];
  const formats = useDialerState((state) => state.formats);
  const list = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (list.current?.matches(':popover-open') && waiting >= 0) void actions.loadOutbox();
  }, [actions, waiting]);

  return (
    <div
      ref={list}
      id="outbox-list"
      popover="auto"
      className="popover outbox-list"
      role="dialog"
      aria-label="Updates for Outreach"
      onToggle={({ newState }) => {
        setCopied(false);
        if (newState === 'open') void actions.loadOutbox();
      }}
    >
      <p className="popover-title">Not in Outreach yet</p>
      {loaded !== null && loaded.length === 0 && (
        <p className="popover-text">
          Nothing waits. What failed stands in the recent calls, with the reason.
        </p>
      )}
      <ul hidden={items.length === 0}>
        {items.map((item) => (
          <li key={item.id}>
            <strong>{itemTitle(item)}</strong>
            {item.number !== '' && <span> {showNumber(item.number, formats)}</span>}
            <p className={`popover-text text-${item.status === 'given-up' ? 'bad' : 'quiet'}`}>
              {item.status === 'given-up' ? 'Failed: ' : ''}
              {itemReason(item)}
            </p>
          </li>
        ))}
      </ul>
      <div className="outbox-actions">
        {waiting > 0 && (
          <button type="button" className="button button-small" onClick={() => void actions.retryOutbox()}>
            Retry now
          </button>
        )}
        <button
          type="button"
          className="button button-small"
          disabled={items.length === 0}
          onClick={() => void navigator.clipboard.writeText(outboxDetails(items)).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy details'}
        </button>
      </div>
    </div>
  );
}
