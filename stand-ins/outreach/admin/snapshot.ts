import type { CallBook } from '../calls/call-book.ts';
import type { Faults } from '../http/faults.ts';
import type { Journal } from '../http/journal.ts';
import { CALL_DISPOSITIONS, CALL_PURPOSES, type Prospect, REP } from '../organisation.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import { SWITCHES, type Switches } from '../switches.ts';
import { hyphenated } from '../tel-link.ts';
import type { Subscriptions } from '../webhooks/subscriptions.ts';

const SHOWN_CALLS = 200;
const SHOWN_REQUESTS = 80;

/** All that the page shows, small enough to send whole after every change. */
export function createSnapshot(ports: {
  readonly calls: CallBook;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly subscriptions: Subscriptions;
  readonly switches: Switches;
  readonly clock: OutreachClock;
  readonly prospects: readonly Prospect[];
  readonly launches: boolean;
}) {
  const prospects = ports.prospects.map((prospect) => ({ ...prospect, shown: hyphenated(prospect.number) }));
  return () => {
    const all = ports.calls.all();
    const count = (id: number | null) => all.filter((call) => call.dispositionId === id).length;
    return {
      user: REP,
      now: ports.clock.now(),
      clockOffset: ports.clock.offset(),
      launches: ports.launches,
      prospects,
      dispositions: CALL_DISPOSITIONS,
      purposes: CALL_PURPOSES,
      totals: [
        { name: 'Total', count: all.length },
        ...CALL_DISPOSITIONS.map(({ id, name }) => ({ name, count: count(id) })),
        { name: 'Not Logged', count: count(null) },
      ],
      calls: all
        .slice(-SHOWN_CALLS)
        .toReversed()
        .map((call) => ({ ...call, shown: hyphenated(call.direction === 'inbound' ? call.from : call.to) })),
      switches: Object.entries(SWITCHES).map(([name, entry]) => ({
        name,
        ...entry,
        value: ports.switches[name as keyof Switches],
      })),
      faults: ports.faults.list(),
      journal: ports.journal.entries().slice(-SHOWN_REQUESTS).toReversed(),
      webhooks: ports.subscriptions
        .all()
        .map(({ secret, ...shown }) => ({ ...shown, signed: secret !== undefined })),
      deliveries: ports.subscriptions.deliveries().slice(-20).toReversed(),
    };
  };
}
