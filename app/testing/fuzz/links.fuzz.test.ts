import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findTelLinks, readTelLink } from '../../tel/tel-link.ts';
import { readTypedNumber } from '../../tel/typed-number.ts';
import { decodedOnce, digitsStandIn } from './doors.ts';
import { mutateText } from './mutate-text.ts';
import { type Search, search } from './search.ts';
import { fuzzInputs } from './size.ts';

const MINUTES = 60_000;
const LINKS = readFileSync(join(import.meta.dirname, '../corpus/tel-links.txt'), 'utf8').split('\n');
const OPTIONS = { contexts: ['example.com', '+1-914-555'] };

function run<Input>(door: Omit<Search<Input>, 'seed' | 'now' | 'cpu'>): void {
  const found = search({
    ...door,
    seed: 20_240_607,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
  });
  console.log(
    `${door.name}: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
}

/** The link as it came, decoded, and decoded as a whole and then its values. */
const readings = (raw: string): string[] => [raw, decodedOnce(raw), decodedOnce(decodedOnce(raw))];
const stands = (number: string, raw: string): boolean =>
  readings(raw).some((reading) => digitsStandIn(number, reading));
const within = (callId: string, raw: string): boolean =>
  readings(raw).some((reading) => reading.includes(callId));

it('readTelLink dials no number and tells no call-id that is not in the link', {
  timeout: 10 * MINUTES,
}, () => {
  let accepted = 0;
  run({
    name: 'readTelLink',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 5_000_000),
    make: (random) => mutateText(random, LINKS),
    check(raw) {
      const link = readTelLink(raw, OPTIONS);
      if (!link.ok) {
        const { at } = link.failure;
        if (!(at >= 0 && at <= raw.length)) throw new Error(`the failure is at ${at}`);
        return;
      }
      accepted += 1;
      const { number, extension, outreachCallId } = link.value;
      if (!/^\+?[0-9]{1,20}$/.test(number)) throw new Error(`${number} is no number`);
      if (!stands(number, raw)) throw new Error(`${number} is not in the link`);
      if (extension !== undefined && !stands(extension, raw))
        throw new Error('the extension is not in the link');
      if (outreachCallId !== undefined && !within(outreachCallId, raw))
        throw new Error(`${outreachCallId} is not in the link`);
    },
  });
  expect(accepted).toBeGreaterThan(1_000);
});

it('readTypedNumber dials no number that was not typed', { timeout: 10 * MINUTES }, () => {
  let accepted = 0;
  run({
    name: 'readTypedNumber',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    make: (random) => mutateText(random, LINKS),
    check(raw) {
      const read = readTypedNumber(raw);
      if (!read.ok) return;
      accepted += 1;
      if (!/^\+?[0-9*#]{1,256}$/.test(read.value.number))
        throw new Error(`${read.value.number} is no number`);
      if (!stands(read.value.number, raw)) throw new Error(`${read.value.number} was not typed`);
    },
  });
  expect(accepted).toBeGreaterThan(500);
});

it('findTelLinks makes no link that is not among the arguments', { timeout: 10 * MINUTES }, () => {
  run({
    name: 'findTelLinks',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    make: (random) => Array.from({ length: random.below(5) }, () => mutateText(random, LINKS)),
    check(argv) {
      const line = argv.join(' ');
      for (const link of findTelLinks(argv))
        if (!line.includes(link)) throw new Error(`${link} is not there`);
    },
  });
});
