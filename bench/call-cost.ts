import { setTimeout as pause } from 'node:timers/promises';
import type { FarEnd } from './first-audio.ts';
import { cpuSeconds, memoryOf } from './processes.ts';
import { type Measured, UNITS } from './results.ts';
import type { VoiceSubject } from './voice-subjects.ts';

/** A call's first moments are not like the rest of it; in milliseconds. */
const SETTLE = 3000;
export const CPU_SECONDS = 10;

/**
 * What a call costs each subject: memory of its page's process and of Chromium's services with two calls against a
 * fresh page (garbage collected), by call; and processor time of all of its Chromium in one call, as percent of one
 * core. Linux only.
 */
export async function callCost(
  subjects: readonly VoiceSubject[],
  { account, number }: FarEnd,
  runs: number,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const subject of subjects) {
    const memory: number[] = [];
    const cpu: number[] = [];
    for (let run = -1; run < runs; run += 1) {
      const page = await subject.open(account);
      await pause(SETTLE);
      const without = await memoryIn(subject);
      await page.call(number);
      await pause(SETTLE);
      const before = cpuSeconds(await pidsOf(subject));
      const started = performance.now();
      await pause(CPU_SECONDS * 1000);
      const used = cpuSeconds(await pidsOf(subject)) - before;
      const elapsed = (performance.now() - started) / 1000;
      await page.call(number);
      await pause(SETTLE);
      const withTwo = await memoryIn(subject);
      await page.hangUp();
      await page.close();
      if (run < 0) continue;
      memory.push((withTwo - without) / 2);
      cpu.push((100 * used) / elapsed);
    }
    measured.push({ name: `${subject.name}-memory-per-call`, unit: UNITS.megabytes, values: memory });
    measured.push({ name: `${subject.name}-cpu-in-call`, unit: UNITS.percent, values: cpu });
  }
  return measured;
}

async function memoryIn(subject: VoiceSubject): Promise<number> {
  await subject.collectGarbage();
  const { processInfo } = await subject.devtools.send('SystemInfo.getProcessInfo');
  const of = (wanted: string) =>
    processInfo.filter(({ type }) => type === wanted).map(({ id }) => memoryOf([id]));
  // Another renderer may stand ready for the next page: the one that works is the largest.
  return Math.max(...of('renderer')) + of('utility').reduce((sum, value) => sum + value, 0);
}

async function pidsOf({ devtools }: VoiceSubject): Promise<readonly number[]> {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  return processInfo.map(({ id }) => id);
}
