import { expect, it } from 'vitest';
import type { Impairment } from '../poor-network/passage.ts';
import { cableWorld } from './cable-world.ts';
import { impair } from './impair.ts';

const { network, page, talking, bothHear, talkToBob } = cableWorld(({ cable }) => impair(cable, {}));

it.each<[string, Impairment]>([
  ['5 % of the packets lost', { lossPercent: 5 }],
  ['200 ms of delay each way', { delayMilliseconds: 200 }],
  ['both', { lossPercent: 5, delayMilliseconds: 200 }],
])('%s: a call is set up, heard both ways, held, resumed and hung up', async (_, impairment) => {
  await impair(network().cable, impairment);
  const callId = await talkToBob();
  await talking().holds(callId, true);
  await talking().hears(callId, 0);
  await talking().holds(callId, false);
  await bothHear(callId);
  await page().command({ type: 'hang-up', callId });
  expect(await talking().ends(callId)).toEqual({ cause: 'hung-up' });
});
