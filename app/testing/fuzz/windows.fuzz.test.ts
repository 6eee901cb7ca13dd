import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { commands } from '../../ipc/contract.ts';
import { parseSafely } from '../../parse-safely.ts';
import { expectNoPollution } from './doors.ts';
import { mutateValue } from './mutate-value.ts';
import { search } from './search.ts';
import { fuzzInputs } from './size.ts';

const MESSAGES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../corpus/window-messages.json'), 'utf8'),
) as unknown[];
const TEXTS = [
  'call.dial',
  '__proto__',
  '+12015550123',
  'tel:112',
  '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01',
  '',
];

it('any payload from a window is read or refused, and what is read stays within its bounds', {
  timeout: 600_000,
}, () => {
  let read = 0;
  const found = search({
    name: 'IPC payloads',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    seed: 20_240_610,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
    make: (random) => mutateValue(random, MESSAGES, TEXTS),
    check(message) {
      const [name, payload] = Array.isArray(message) ? (message as unknown[]) : [message, message];
      if (typeof name !== 'string' || !Object.hasOwn(commands, name)) return;
      const parsed = parseSafely<z.ZodType>(commands[name as keyof typeof commands].payload, payload);
      if (!parsed.success) return;
      read += 1;
      if (JSON.stringify(parsed.data).length > 5_000) throw new Error('a payload without end');
    },
  });
  console.log(
    `IPC payloads: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expect(read).toBeGreaterThan(100);
  expectNoPollution();
});
