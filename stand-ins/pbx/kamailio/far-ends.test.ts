import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_AUDIO } from '../../../app/voice/audio.ts';
import { isRegistered, of } from '../browser/phases.ts';
import { soundDevices } from '../browser/sound-devices.ts';
import { DESK, HEADSET, LAPTOP, ofHeadset } from '../browser/sound-world.ts';
import { talkingOn } from '../browser/talking.ts';
import { hearsOnly } from './hearing.ts';
import { BOB_HERTZ, CAROL_HERTZ, kamailioWorld, REP_HERTZ } from './kamailio-world.ts';

const { browser, pbx, page, talking } = kamailioWorld();
afterEach(async () => {
  for (const phone of [pbx().bob, pbx().carol]) await phone.command('hangup');
});

describe('what the far ends of a call notice', () => {
  it('hold: bob hears nothing, then the rep again', async () => {
    const callId = await talking().talk(pbx().numbers.bob);
    await talking().hears(callId, BOB_HERTZ);
    await hearsOnly(pbx().bob, REP_HERTZ);
    await page().command({ type: 'hold', callId, held: true });
    await page().event((event) => of(callId, 'held')(event) && event.type === 'held' && event.held);
    await hearsOnly(pbx().bob, 0);
    await talking().hears(callId, 0);
    await page().command({ type: 'hold', callId, held: false });
    await hearsOnly(pbx().bob, REP_HERTZ);
    await talking().hears(callId, BOB_HERTZ);
  });

  it('blind transfer: bob and carol hear each other, the rep is out', async () => {
    const callId = await talking().talk(pbx().numbers.bob);
    await hearsOnly(pbx().bob, REP_HERTZ);
    await page().command({ type: 'transfer', callId, number: pbx().numbers.carol });
    await page().event(of(callId, 'ended'));
    await hearsOnly(pbx().bob, CAROL_HERTZ);
    await hearsOnly(pbx().carol, BOB_HERTZ);
  });

  it('two calls, then one from bob to carol', async () => {
    const first = await talking().talk(pbx().numbers.bob);
    await hearsOnly(pbx().bob, REP_HERTZ);
    await page().command({ type: 'hold', callId: first, held: true });
    const second = await talking().talk(pbx().numbers.carol);
    await hearsOnly(pbx().carol, REP_HERTZ);
    await page().command({ type: 'transfer-to', callId: first, otherCallId: second });
    await Promise.all([page().event(of(first, 'ended')), page().event(of(second, 'ended'))]);
    await hearsOnly(pbx().bob, CAROL_HERTZ);
    await hearsOnly(pbx().carol, BOB_HERTZ);
  });

  it('bob holds the rep', async () => {
    const callId = await talking().talk(pbx().numbers.bob);
    await talking().hears(callId, BOB_HERTZ);
    await pbx().bob.command('hold');
    await page().event((event) => of(callId, 'held-by-far-end')(event));
    await talking().hears(callId, 0);
    await pbx().bob.command('resume');
    await talking().hears(callId, BOB_HERTZ);
    await hearsOnly(pbx().bob, REP_HERTZ);
  });

  it('another microphone in the call: bob hears it at once, and the first one again when it is pulled out', async () => {
    const rep = await browser().open(pbx().colleague, { first: soundDevices([LAPTOP, HEADSET], [DESK]) });
    const calls = talkingOn(rep);
    await calls.registered();
    const callId = await calls.talk(pbx().numbers.bob);
    await hearsOnly(pbx().bob, LAPTOP.hertz);
    await rep.audio({ type: 'use', settings: { ...DEFAULT_AUDIO, microphone: ofHeadset } });
    await hearsOnly(pbx().bob, HEADSET.hertz);
    await calls.hears(callId, BOB_HERTZ);
    await rep.evaluate(`window.standInSound.unplug('${HEADSET.id}')`);
    await hearsOnly(pbx().bob, LAPTOP.hertz);
    await calls.hears(callId, BOB_HERTZ);
    expect(calls.all(callId, 'ended')).toEqual([]);
    await rep.close();
  });

  it('a colleague’s browser is called and answers', async () => {
    const colleague = await browser().open(pbx().colleague);
    await colleague.event(isRegistered);
    const callId = await page().dial(pbx().numbers.colleague);
    const { event } = await colleague.event(({ type }) => type === 'incoming');
    if (event.type !== 'incoming') throw new Error('not incoming');
    await colleague.command({ type: 'answer', callId: event.callId });
    await page().event(of(callId, 'answered'));
    await talking().hears(callId, REP_HERTZ);
    await colleague.command({ type: 'hang-up', callId: event.callId });
    const { event: end } = await page().event(of(callId, 'ended'));
    expect(end).toMatchObject({ reason: { cause: 'hung-up' } });
    await colleague.close();
  });
});
