import type { BaresipEvent } from '../stand-ins/pbx/kamailio/control.ts';
import { hearsOnly } from '../stand-ins/pbx/kamailio/hearing.ts';
import {
  BOB_HERTZ,
  CAROL_HERTZ,
  callRep,
  inboundEnds,
  isClosed,
  keysInAudio,
  repHears,
  talksToBob,
} from './fixtures/kamailio-calls.ts';
import { test } from './fixtures/kamailio-rig.ts';
import { expect, MICROPHONE_HERTZ } from './fixtures/rig.ts';

/** Of three commas' three seconds: a busy computer may hear of the first key late. */
const PAUSE_MILLISECONDS = 1500;

test.use({ configured: { incoming: { ringSeconds: 5 }, sip: { dtmf: 'info' } } });

test('bob is sent on to carol; he is ignored, and it rings on for him; he is called, reads keys by INFO, and waits for an emergency call', async ({
  rig,
  kamailio,
  world: { dialer, outdial },
}) => {
  const { bob, carol, numbers } = kamailio;
  await callRep(bob, kamailio);
  await dialer.sendTo.click();
  await dialer.forwardNumber.fill(numbers.carol);
  await dialer.sendCall.click();
  await hearsOnly(bob, CAROL_HERTZ);
  await hearsOnly(carol, BOB_HERTZ);
  await expect(dialer.recentRows.first()).toContainText('Sent on');
  await bob.command('hangup');
  await isClosed(carol);

  await callRep(bob, kamailio);
  await dialer.ignore.click();
  await expect(dialer.incoming).toContainText('ignored');
  expect(bob.events().at(-1)?.type).toBe('CALL_RINGING');
  await isClosed(bob, /480/);
  await expect.poll(() => inboundEnds(rig)).toEqual(['busy', 'no answer']);

  await dialer.dialNumber(`${numbers.bob} x7,,,8`);
  await talksToBob(outdial, kamailio);
  await expect.poll(() => bob.digits()).toBe('78');
  const [seven, eight] = bob.events().filter(isKey);
  expect((eight?.at ?? 0) - (seven?.at ?? 0)).toBeGreaterThan(PAUSE_MILLISECONDS);
  await dialer.openKeypad.click();
  await outdial.window.keyboard.type('9#');
  await expect.poll(() => bob.digits()).toBe('789#');

  await dialer.addCall.click();
  await dialer.addNumber.fill('112');
  await dialer.holdAndDial.click();
  await hearsOnly(carol, MICROPHONE_HERTZ);
  await repHears(outdial, [CAROL_HERTZ]);
  await hearsOnly(bob, 0);
  // Last, when the relay has long written down what it passed on.
  expect(keysInAudio(kamailio, bob)).toBe('');
});

const isKey = ({ type }: BaresipEvent): boolean => type === 'CALL_DTMF_START';
