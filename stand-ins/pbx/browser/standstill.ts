import type { VoicePage } from './voice-page.ts';

const TICK_MILLISECONDS = 50;
/** A tick that comes later than this says that the machine did something else meanwhile. */
const ON_TIME_MILLISECONDS = 100;

const IN_PAGE = `void (() => {
  let last = performance.now();
  let lost = 0;
  window.standInLost = () => lost;
  window.setInterval(() => {
    const now = performance.now();
    lost += Math.max(0, now - last - ${ON_TIME_MILLISECONDS});
    last = now;
  }, ${TICK_MILLISECONDS});
})()`;

/**
 * Watches how long the page and this process stand still because the machine is busy with other things. A limit that the
 * product keeps is proven on the time that it had: whatever a test measures from here on, less what is lost.
 *
 * @returns what both have lost since, in milliseconds: 0 where the machine does nothing else
 */
export async function watchStandstill(page: VoicePage): Promise<() => Promise<number>> {
  await page.evaluate<void>(IN_PAGE);
  let last = performance.now();
  let lost = 0;
  const look = (): void => {
    const now = performance.now();
    lost += Math.max(0, now - last - ON_TIME_MILLISECONDS);
    last = now;
  };
  setInterval(look, TICK_MILLISECONDS).unref();
  return async () => {
    look();
    return lost + (await page.evaluate<number>('window.standInLost()'));
  };
}
