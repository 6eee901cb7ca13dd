import { expect, it } from 'vitest';
import { expectNoPollution } from '../../app/testing/fuzz/doors.ts';
import { mutateValue } from '../../app/testing/fuzz/mutate-value.ts';
import { search } from '../../app/testing/fuzz/search.ts';
import { fuzzInputs } from '../../app/testing/fuzz/size.ts';
import { openDatabase } from '../storage/database.ts';
import { createOutboxStore } from '../storage/outbox-store.ts';

const COLUMNS = [
  'kind',
  'state',
  'state_changed_at',
  'content',
  'attempts',
  'not_before',
  'failure_message',
] as const;
const CREATION = '{"from":"+12015550199","to":"7042","vendorCallId":"0b0e7c7e"}';
const ROWS = [
  ['state', 'ringing', 1_700_000_000_000, null, 0, 0, null],
  ['create', null, null, CREATION, 1, 5, 'x'],
  ['recording', null, null, 'https://pbx.example/1.wav', 0, 0, null],
];
const TEXTS = ['completed', 'voicemail', '{"from":{"length":{"toString":1}}}', '[[[', '+12015550199'];

/** What SQLite can hold; a row that its own types refuse is none. */
const isStorable = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value));

it('any row of the outbox is read or left out, and its failure never shows what it holds', {
  timeout: 600_000,
}, () => {
  const database = openDatabase(':memory:');
  database.connection.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
  const store = createOutboxStore(database);
  const insert = database.connection.prepare(
    `INSERT OR IGNORE INTO outbox (id, call_id, ${COLUMNS.join(', ')}) VALUES (1, 'a', ${COLUMNS.map(() => '?').join(', ')})`,
  );
  const clear = database.connection.prepare('DELETE FROM outbox');
  let read = 0;
  const found = search<unknown>({
    name: 'rows of the outbox',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    seed: 20_240_614,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
    make: (random) => mutateValue(random, ROWS, TEXTS),
    check(row) {
      const values = Array.isArray(row) ? (row as unknown[]) : [];
      if (values.length !== COLUMNS.length || !values.every(isStorable)) return;
      if (![2, 4, 5].every((at) => values[at] === null || typeof values[at] === 'number')) return;
      if (values[0] === null || values[4] === null || values[5] === null) return;
      clear.run();
      insert.run(...values);
      read += store.waiting().length;
      for (const { message } of database.failures.splice(0))
        if (message.length > 300 || message.includes('2015550')) throw new Error('the failure shows the row');
    },
  });
  database.close();
  console.log(
    `rows of the outbox: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expect(read).toBeGreaterThan(100);
  expectNoPollution();
});
