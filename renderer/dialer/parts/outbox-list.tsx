import { type ReactNode, useEffect, useRef, useState } from 'react';
import { showNumber } from '../number/number-format.ts';
import { useActions, useDialerState, useSnapshot } from '../state/dialer-context.tsx';
import { itemReason, itemTitle, outboxDetails, outboxLabel } from '../words/outbox-words.ts';

/** The button beside Outreach's light which opens the list of what has not reached Outreach. */
export function OutboxButton(): ReactNode {
  const waiting = useSnapshot((snapshot) => snapshot.outreach.waiting);
  const failed = useSnapshot((snapshot) => snapshot.recent.some(({ logging }) => logging === 'refused'));
  const label = outboxLabel(waiting, failed);
  if (label === undefined) return null;
  return (
    <>
      <button type="button" className="button button-small" popoverTarget="outbox-list">
        {label}
      </button>
      <OutboxList waiting={waiting} />
    </>
  );
}

function OutboxList({ waiting }: { waiting: number }): ReactNode {
  const actions = useActions();
  const items = useDialerState((state) => state.outbox);
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
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <strong>{itemTitle(item)}</strong>
            {item.number !== '' && <span> {showNumber(item.number, formats)}</span>}
            <p className="popover-text">
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
          onClick={() => void navigator.clipboard.writeText(outboxDetails(items)).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy details'}
        </button>
      </div>
    </div>
  );
}
