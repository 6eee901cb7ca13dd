import { expect, test } from 'vitest';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { createCallStore } from './call-store.ts';
import { openDatabase } from './database.ts';
import { createOutboxList } from './outbox-list.ts';
import { createOutboxStore } from './outbox-store.ts';

test('what waits and what failed, newest first, with number and reason; nothing that arrived', () => {
  const db = openDatabase(':memory:');
  const call = sampleCall();
  const entries = createCallStore(db).save(
    call,
    (['initiated', 'ringing', 'completed'] as const).map((state, index) => ({
      ...{ kind: 'state' as const, state, stateChangedAt: index },
    })),
  );
  const [first, second] = entries.map(({ id }) => id);
  const outbox = createOutboxStore(db);
  outbox.delivered(first ?? 0);
  outbox.giveUp(second ?? 0, { code: 'refused', message: 'Outreach refused this update.' });
  expect(createOutboxList(db)()).toEqual([
    { id: entries[2]?.id, what: 'completed', number: call.number, status: 'waiting', attempts: 0, at: 2 },
    {
      ...{ id: second, what: 'ringing', number: call.number, status: 'given-up', attempts: 0, at: 1 },
      failure: { code: 'refused', message: 'Outreach refused this update.' },
    },
  ]);
  db.close();
});
