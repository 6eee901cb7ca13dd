import { afterEach, describe, expect, it } from 'vitest';
import { DESCRIPTORS } from '../../../app/testing/headset-descriptors.ts';
import { hidCollections } from '../../../app/testing/hid-descriptor.ts';
import { practiceBrowser } from '../practice/practice-world.ts';
import { until } from '../until.ts';
import { hidDevices, type StandInHeadset } from './hid-devices.ts';
import type { VoicePage } from './voice-page.ts';

const ECHOES = '+12025550108';
const JABRA: StandInHeadset = { name: 'Jabra', collections: hidCollections(DESCRIPTORS.oneReport) };
const POLY: StandInHeadset = { name: 'Poly', collections: hidCollections(DESCRIPTORS.lightEach) };
const MOUSE: StandInHeadset = {
  name: 'Mouse',
  collections: hidCollections('0501 0902 a101 0509 1901 2903 1500 2501 7501 9503 8102 c0'),
};

const { browser, pbx } = practiceBrowser();
let page: VoicePage;

afterEach(() => page?.close());

async function open(...headsets: StandInHeadset[]): Promise<void> {
  page = await browser().open(pbx().sip, { first: hidDevices(headsets) });
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
}
const hid = <Value>(script: string) => page.evaluate<Value>(`window.standInHid.${script}`);
const names = () => page.sounds().flatMap((event) => (event.type === 'headsets' ? [event.names.join()] : []));
const pressed = () => page.sounds().flatMap((event) => (event.type === 'headset' ? [event.button] : []));
const shows = (report: string) =>
  until(
    `the headset is sent ${report}`,
    async () => (await hid<string[]>('sent')).at(-1) === report || undefined,
  );

describe('headsets', () => {
  it('are opened where they have call buttons, also later, and forgotten when they go', async () => {
    await open(MOUSE, JABRA);
    await until('the headset', () => names().at(-1) === 'Jabra' || undefined);
    expect(await hid('opened()')).toEqual(['Jabra']);
    await hid(`plug(${JSON.stringify(POLY)})`);
    await until('both', () => names().at(-1) === 'Jabra,Poly' || undefined);
    await hid(`unplug('Jabra')`);
    await until('one', () => names().at(-1) === 'Poly' || undefined);
  });

  it('show a call from its dialling to its end, muted and on hold', async () => {
    await open(JABRA);
    await until('the headset', () => names().at(-1) === 'Jabra' || undefined);
    const callId = await page.dial(ECHOES);
    await page.event(({ type }) => type === 'answered');
    await shows('Jabra 2: 1 0');
    await page.command({ type: 'mute', callId, muted: true });
    await shows('Jabra 2: 3 0');
    await page.command({ type: 'mute', callId, muted: false });
    await page.command({ type: 'hold', callId, held: true });
    await shows('Jabra 2: 9 0');
    await hid(`press('Jabra', 2, 1, 0)`);
    await hid(`press('Jabra', 2, 0, 0)`);
    await until('the button', () => pressed().at(-1) === 'hang-up' || undefined);
    await page.command({ type: 'hang-up', callId });
    await shows('Jabra 2: 0 0');
    expect(pressed()).toEqual(['hang-up']);
  });

  it('that were busy are told again with the next news of the call', async () => {
    await open(JABRA);
    await until('the headset', () => names().at(-1) === 'Jabra' || undefined);
    const callId = await page.dial(ECHOES);
    await page.event(({ type }) => type === 'answered');
    await shows('Jabra 2: 1 0');
    await hid('busy(true)');
    await page.command({ type: 'mute', callId, muted: true });
    await page.event(({ type }) => type === 'muted');
    await hid('busy(false)');
    // The line is told of every five seconds.
    await shows('Jabra 2: 3 0');
  });

  it('ring with a call, which their button answers; silenced, they ring no more', async () => {
    await open(JABRA);
    await until('the headset', () => names().at(-1) === 'Jabra' || undefined);
    // It may be in another program's call: nothing is sent to it, whatever its button says.
    await hid(`press('Jabra', 2, 1, 0)`);
    await hid(`press('Jabra', 2, 0, 0)`);
    expect([await hid('sent'), pressed()]).toEqual([[], []]);
    pbx().call({ from: '+12065550177', name: 'Ada' });
    const { event } = await page.event(({ type }) => type === 'incoming');
    const callId = event.type === 'incoming' ? event.callId : '';
    await shows('Jabra 2: 36 0');
    await hid(`press('Jabra', 2, 1, 0)`);
    await until('the button', () => pressed().at(-1) === 'answer' || undefined);
    await page.command({ type: 'silence', callId });
    await shows('Jabra 2: 0 0');
    await page.command({ type: 'answer', callId });
    await shows('Jabra 2: 1 0');
    await hid(`press('Jabra', 2, 5, 0)`);
    await until('mute', () => pressed().at(-1) === 'mute' || undefined);
  });
});
