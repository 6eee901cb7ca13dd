import type { ReactNode } from 'react';
import { useSnapshot } from '../state/dialer-context.tsx';
import { recentDays } from '../words/recent-days.ts';
import { RecentRow } from './recent-row.tsx';

interface RecentProps {
  /** While a call is up its numbers are to read only, unless a field in the call takes them. */
  readonly locked: boolean;
  /** Whether its buttons dial: a press must not become a second call. */
  readonly dialable: boolean;
  readonly onReuse: () => void;
}

/** The last calls by day. */
export function RecentCalls({ locked, dialable, onReuse }: RecentProps): ReactNode {
  const recent = useSnapshot((snapshot) => snapshot.recent);
  const days = recentDays(recent, Date.now());
  return (
    <section aria-labelledby="recent-title" className="recent">
      <h2 id="recent-title" className="recent-title">
        Recent calls
      </h2>
      <div className="recent-days">
        {days.length === 0 && <p className="recent-none">No calls yet. The ones you make appear here.</p>}
        {days.map((day) => (
          <div key={day.label}>
            <h3 className="recent-day">{day.label}</h3>
            <ul aria-label={day.label} className="recent-list">
              {day.calls.map((call) => (
                <RecentRow key={call.id} call={call} locked={locked} dialable={dialable} onReuse={onReuse} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
