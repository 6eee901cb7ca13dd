import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutateText } from '../../app/testing/fuzz/mutate-text.ts';
import { mutateValue } from '../../app/testing/fuzz/mutate-value.ts';
import { search } from '../../app/testing/fuzz/search.ts';
import { fuzzInputs } from '../../app/testing/fuzz/size.ts';
import { hearLinks } from '../tel-handler.ts';

const LINKS = readFileSync(join(import.meta.dirname, '../../app/testing/corpus/tel-links.txt'), 'utf8').split(
  '\n',
);

it('whatever a second process hands over, only its links are heard', { timeout: 600_000 }, () => {
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => true,
    setPath: () => undefined,
  });
  const heard: string[] = [];
  const links = hearLinks(app as unknown as Parameters<typeof hearLinks>[0], ['outdial']);
  links?.deliverTo({ link: (raw) => heard.push(raw), activate: () => undefined });
  let count = 0;
  const found = search<{ argv: string[]; data: unknown }>({
    name: 'second-instance data',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    seed: 20_240_612,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
    make: (random) => ({
      argv: ['outdial', mutateText(random, LINKS)],
      data: mutateValue(random, [{ argv: ['outdial', mutateText(random, LINKS)] }, null, []], LINKS),
    }),
    check({ argv, data }) {
      app.emit('second-instance', {}, argv, '/', data);
      const given = data as { argv?: unknown } | null | undefined;
      const all = [...argv, ...(Array.isArray(given?.argv) ? (given.argv as unknown[]) : [])];
      const text = all.filter((item) => typeof item === 'string').join(' ');
      for (const raw of heard.splice(0)) {
        count += 1;
        if (typeof raw !== 'string' || !text.includes(raw)) throw new Error('a link from nowhere');
      }
    },
  });
  console.log(
    `second-instance data: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expect(count).toBeGreaterThan(1_000);
});
