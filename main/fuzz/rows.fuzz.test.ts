import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectNoPollution } from '../../app/testing/fuzz/doors.ts';
import { mutateText } from '../../app/testing/fuzz/mutate-text.ts';
import { mutateValue } from '../../app/testing/fuzz/mutate-value.ts';
import { search } from '../../app/testing/fuzz/search.ts';
import { fuzzInputs } from '../../app/testing/fuzz/size.ts';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { callOfRow, documentOf } from '../storage/call-row.ts';

const MESSAGES = readFileSync(
  join(import.meta.dirname, '../../app/testing/corpus/window-messages.json'),
  'utf8',
);
const CALLS = [
  sampleCall(),
  sampleCall({ extension: '42', extensionProgress: { status: 'waiting', sent: 0 } }),
  sampleCall({
    ...{
      phase: 'talking',
      held: true,
      holdAsked: false,
      heldByFarEnd: true,
      waitsForLine: true,
      others: 'hold',
    },
    ...{ conference: 'in', digitsOut: ['extension', 'keys'] },
    transfer: { status: 'failed', toCallId: 'x', message: 'No.' },
    extensionProgress: { status: 'counting', sent: 0, dialsAt: 2_000 },
  }),
  sampleCall({
    phase: 'ended',
    state: 'failed',
    endReason: { cause: 'setup-failed', status: 404, text: 'x' },
  }),
];
const DOCUMENTS = [...CALLS.map(documentOf), MESSAGES];

it('any row of the calls is read or left out, and its failure never shows what it holds', {
  timeout: 600_000,
}, () => {
  let read = 0;
  const found = search<unknown>({
    name: 'rows of calls',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    seed: 20_240_611,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
    make(random) {
      const choice = random.below(3);
      if (choice === 0) return mutateValue(random, [{ document: DOCUMENTS[0] }, { document: 1 }], DOCUMENTS);
      if (choice === 1) return { document: mutateText(random, DOCUMENTS) };
      const call = mutateValue(random, CALLS, ['+12015550199', 'ended', '__proto__']);
      return {
        document: JSON.stringify(call, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
      };
    },
    check(row) {
      const call = callOfRow(row);
      if (call.ok) read += 1;
      else if (call.failure.message.length > 300 || /2015550/.test(call.failure.message))
        throw new Error('the failure shows the row');
    },
  });
  console.log(
    `rows of calls: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expect(read).toBeGreaterThan(100);
  expectNoPollution();
});
