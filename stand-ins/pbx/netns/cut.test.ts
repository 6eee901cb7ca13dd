import { describe, expect, it } from 'vitest';
import { cableWorld } from './cable-world.ts';

const { network, page, talking, bothHear, dialBob, talkToBob } = cableWorld((cable) => cable.plug());

describe('the cable to the phone system', () => {
  it('is out for three seconds in a call: both are heard again, nobody hung up', async () => {
    const callId = await talkToBob();
    await network().unplug();
    await talking().hears(callId, 0);
    await network().plug();
    await bothHear(callId);
    expect(talking().all(callId, 'ended')).toEqual([]);
    await page().command({ type: 'hang-up', callId });
    await talking().ends(callId);
  });

  it('is out for good in a call: it ends by itself as a lost connection', async () => {
    const callId = await talkToBob();
    await network().unplug();
    expect(await talking().ends(callId, 90_000)).toMatchObject({ cause: 'connection-lost' });
  });

  it('is out while dialling: the call ends, and what is dialled then fails at once or within its limit', async () => {
    await network().unplug();
    const callId = await dialBob();
    expect(await talking().ends(callId)).toMatchObject({ cause: 'setup-failed' });
  });
});
