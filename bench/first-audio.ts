import { setTimeout as pause } from 'node:timers/promises';
import type { SipAccount } from '../app/ipc/phone-line.ts';
import { until } from '../scripts/until.ts';
import { type Measured, UNITS } from './results.ts';
import { CLEAR_PROBE } from './voice-probe.ts';
import type { VoiceSubject } from './voice-subjects.ts';

/** Between two calls, so that one's last packets don't count as the next one's first; in milliseconds. */
const REST = 200;

export interface FarEnd {
  /** Part of the rows' names. */
  readonly name: string;
  readonly account: SipAccount;
  /** Answers at once and speaks, or echoes the microphone's tone. */
  readonly number: string;
}

/**
 * From the INVITE on the socket to the first packet played and to the first sound heard, for each subject, in turns,
 * against one server; the first call of each only warms up.
 */
export async function firstAudio(
  subjects: readonly VoiceSubject[],
  { name, account, number }: FarEnd,
  runs: number,
): Promise<readonly Measured[]> {
  const pages = await Promise.all(subjects.map((subject) => subject.open(account)));
  const packets = subjects.map((): number[] => []);
  const sounds = subjects.map((): number[] => []);
  for (let run = -1; run < runs; run += 1)
    for (const [index, page] of pages.entries()) {
      await page.run(CLEAR_PROBE);
      await page.call(number);
      const heard = await until('sound from the far end', async () => {
        const { invites, calls } = await page.probe();
        const [sent] = invites;
        const call = calls.at(-1);
        return sent !== undefined && call?.packet && call.sound ? { sent, ...call } : undefined;
      });
      await page.hangUp();
      await pause(REST);
      if (run < 0) continue;
      packets[index]?.push((heard.packet ?? 0) - heard.sent);
      sounds[index]?.push((heard.sound ?? 0) - heard.sent);
    }
  for (const page of pages) await page.close();
  return subjects.flatMap((subject, index) => [
    { name: `${subject.name}-invite-to-packet-${name}`, unit: UNITS.ms, values: packets[index] ?? [] },
    { name: `${subject.name}-invite-to-sound-${name}`, unit: UNITS.ms, values: sounds[index] ?? [] },
  ]);
}
