import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Impairment } from '../poor-network/passage.ts';
import type { Cable } from './start.ts';

const run = promisify(execFile);

/** Loses and delays packets on the cable in both directions from now on, nothing with `{}`. Rejects where the kernel has no sch_netem. */
export async function impair(cable: Cable, impairment: Impairment): Promise<void> {
  const { lossPercent = 0, delayMilliseconds = 0 } = impairment;
  const words = ['root', 'netem', 'loss', `${lossPercent}%`, 'delay', `${delayMilliseconds}ms`];
  await run('tc', ['qdisc', 'replace', 'dev', cable.here, ...words]);
  await run('tc', ['-n', cable.name, 'qdisc', 'replace', 'dev', cable.there, ...words]);
}
