import { join } from 'node:path';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { createCallStore } from '../storage/call-store.ts';
import { openDatabase } from '../storage/database.ts';

/** What each of these calls owes, in the order it leaves. */
export const OWED_STATES = ['initiated', 'ringing', 'in progress', 'completed'] as const;

/**
 * Leaves calls in a profile which are over and of which Outreach has heard nothing, as a long outage does: one minute
 * ago, through the product's own store.
 *
 * @param profile the folder; it must exist
 * @param outreachCallIds one call for each
 */
export function leaveWaiting(profile: string, outreachCallIds: readonly string[]): void {
  const database = openDatabase(join(profile, 'outdial.db'));
  const store = createCallStore(database);
  const at = Date.now() - 60_000;
  for (const [index, outreachCallId] of outreachCallIds.entries()) {
    const startedAt = at + index;
    const ended = { phase: 'ended', state: 'completed', startedAt, endedAt: startedAt + 3 } as const;
    store.save(
      sampleCall({ id: crypto.randomUUID(), outreachCallId, ...ended }),
      OWED_STATES.map((state, step) => ({ kind: 'state' as const, state, stateChangedAt: startedAt + step })),
    );
  }
  database.close();
}
