import { expect, it } from 'vitest';
import type { LineState } from '../../../app/voice/quality.ts';
import { watchStandstill } from '../browser/standstill.ts';
import type { SeenEvent } from '../browser/voice-page.ts';
import { until } from '../until.ts';
import { cableWorld } from './cable-world.ts';

const TOLD_WITHIN = 3000;

const { network, page, talkToBob } = cableWorld((cable) => cable.plug());

const lineOf = ({ event }: SeenEvent): LineState | undefined =>
  event.type === 'quality' ? event.quality.now : undefined;
/** The first report after `since` that fits, and when it came. */
const told = (what: string, since: number, fits: (line: LineState) => boolean) =>
  until(what, () => {
    const seen = page()
      .seen()
      .find((one) => {
        const line = lineOf(one);
        return one.at >= since && line !== undefined && fits(line);
      });
    const line = seen && lineOf(seen);
    return seen && line && { at: seen.at, line };
  });
const now = () => performance.timeOrigin + performance.now();

it('a cable that is out is told within three seconds, in both directions when the way is known to be gone', async () => {
  await talkToBob();
  await told('a line', 0, () => true);
  const lost = await watchStandstill(page());
  const before = now();
  await network().unplug();
  const out = now();
  const alarm = await told('nothing comes', before, ({ hearing }) => hearing === 'nothing');
  expect(alarm.at - out - (await lost())).toBeLessThan(TOLD_WITHIN);
  await told('nothing leaves', out, ({ speaking }) => speaking === 'not-sent');
  const back = now();
  await network().plug();
  await told('sound both ways', back, ({ hearing, speaking }) => hearing === 'sound' && speaking === 'sent');
});
