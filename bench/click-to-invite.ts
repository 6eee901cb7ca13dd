import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from '../e2e/fixtures/launcher.ts';
import { dialerScreen } from '../e2e/screens/dialer.ts';
import type { PracticeWorld } from '../scripts/practice-world.ts';
import { now, until } from '../scripts/until.ts';
import { CPU_SECONDS } from './call-cost.ts';
import { cpuSeconds, withDescendants } from './processes.ts';
import { type Measured, UNITS } from './results.ts';
import type { VoiceSubject } from './voice-subjects.ts';

/** Answers at once and echoes. */
export const ECHO_NUMBER = '+12025550108';

/** When the phone system had the first INVITE after `since`, in milliseconds since 1970. */
function invitedAt({ pbx }: PracticeWorld, since: number): Promise<number> {
  return until(
    'the INVITE',
    () => pbx.journal().find(({ event, at }) => event === 'INVITE' && at > since)?.at,
  );
}

/**
 * From the rep's click on Call to the INVITE at the phone system, with the microphone still open from the call before;
 * and what the whole application uses in a call.
 */
export async function clicksToInvite(
  outdial: Running,
  world: PracticeWorld,
  runs: number,
): Promise<readonly Measured[]> {
  const dialer = dialerScreen(outdial.window);
  await outdial.window.evaluate(() => {
    addEventListener(
      'click',
      ({ timeStamp }) => {
        document.documentElement.dataset.clickedAt = String(performance.timeOrigin + timeStamp);
      },
      true,
    );
  });
  const clickedAt = () => outdial.window.evaluate(() => Number(document.documentElement.dataset.clickedAt));
  const values: number[] = [];
  const cpu: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    await dialer.number.fill(ECHO_NUMBER);
    const started = now();
    await dialer.dialButton.click();
    const clicked = await clickedAt();
    const invited = await invitedAt(world, started);
    await dialer.timer.waitFor();
    if (run === runs - 1) cpu.push(await cpuPercent(outdial.app.process().pid ?? 0));
    await dialer.hangUp.click();
    await dialer.number.waitFor();
    if (run >= 0) values.push(invited - clicked);
  }
  return [
    { name: 'outdial-click-to-invite', unit: UNITS.ms, values },
    { name: 'app-cpu-in-call', unit: UNITS.percent, values: cpu },
  ];
}

/** Of a process and all that it has started, over ten seconds, as percent of one core. */
async function cpuPercent(root: number): Promise<number> {
  await pause(3000);
  const before = cpuSeconds(withDescendants(root));
  const started = performance.now();
  await pause(CPU_SECONDS * 1000);
  const used = cpuSeconds(withDescendants(root)) - before;
  return (100_000 * used) / (performance.now() - started);
}

/** The same click on the demo page. */
export async function demoClicksToInvite(
  demo: VoiceSubject,
  world: PracticeWorld,
  runs: number,
): Promise<Measured> {
  const page = await demo.open({ ...world.pbx.sip });
  const values: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const started = now();
    await page.call(ECHO_NUMBER);
    const clicked = (await page.probe()).clicks.find((at) => at > started) ?? Number.NaN;
    const invited = await invitedAt(world, started);
    await page.hangUp();
    if (run >= 0) values.push(invited - clicked);
  }
  await page.close();
  return { name: 'demo-click-to-invite', unit: UNITS.ms, values };
}
