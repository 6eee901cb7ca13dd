import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commands } from '../../app/ipc/contract.ts';
import { decodedOnce, digitsStandIn } from '../../app/testing/fuzz/doors.ts';
import { mutateText } from '../../app/testing/fuzz/mutate-text.ts';
import { search } from '../../app/testing/fuzz/search.ts';
import { fuzzInputs } from '../../app/testing/fuzz/size.ts';
import { deskOnFakes } from '../calls/desk-on-fakes.ts';

const LINKS = readFileSync(join(import.meta.dirname, '../../app/testing/corpus/tel-links.txt'), 'utf8').split(
  '\n',
);

/** The whole way from the window's field or a link to the carrier; a new desk for each input is what takes the time. */
it('whatever is typed or clicked, the desk gives the carrier no number that is not in it', {
  timeout: 600_000,
}, () => {
  let dialed = 0;
  const found = search<{ text: string; typed: boolean }>({
    name: 'desk',
    inputs: fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000),
    seed: 20_240_613,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
    make: (random) => ({ text: mutateText(random, LINKS), typed: random.below(2) === 0 }),
    check({ text, typed }) {
      const { desk, carrier, outbox, logged } = deskOnFakes();
      if (!typed) desk.openLink(text);
      else if (commands['call.dial'].payload.safeParse({ text }).success) desk.dial(text);
      for (const { id } of desk.view().calls) {
        if (outbox.updatesOf(id).length > 0) outbox.report(id, { outcome: 'delivered' });
        desk.confirm(id, true);
      }
      const readings = [text, decodedOnce(text), decodedOnce(decodedOnce(text))];
      for (const number of carrier.dialed()) {
        dialed += 1;
        if (!readings.some((reading) => digitsStandIn(number, reading))) throw new Error(`dialed ${number}`);
      }
      if (/\d{7}/.test(logged.join().replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')))
        throw new Error('a number is in the log');
      desk.close();
    },
  });
  console.log(`desk: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`);
  expect(dialed).toBeGreaterThan(1_000);
});
