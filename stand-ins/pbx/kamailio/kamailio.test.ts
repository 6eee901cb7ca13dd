import { describe, expect, it } from 'vitest';
import { isRegistered, of } from '../browser/phases.ts';
import { amplitudeAt, dominantFrequency } from '../tone.ts';
import { until } from '../until.ts';
import { closedCalls, sipCallIdOf } from './closed-calls.ts';
import { kamailioWorld, REP_HERTZ } from './kamailio-world.ts';

const { pbx, page, talking } = kamailioWorld();
/** The last half second of what baresip heard in its latest call. */
function lastHeard(): { rate: number; samples: Int16Array } {
  const recording = pbx().tone.recordings().at(-1) ?? { rate: 48_000, samples: new Int16Array() };
  return { rate: recording.rate, samples: recording.samples.slice(-recording.rate / 2) };
}

const farEndIsDone = (callId: string) =>
  until(
    'the end at the far end',
    () => closedCalls(pbx().tone).includes(sipCallIdOf(page(), callId)) || undefined,
  );
/** baresip's commands are about one of its accounts at a time. */
async function asTone(command: string, parameters = ''): Promise<void> {
  await pbx().tone.command('uafind', `sip:tone@${pbx().sip.domain}`);
  await pbx().tone.command(command, parameters);
}
/** A call from baresip to the page. */
async function ringUp(): Promise<{ callId: string; from: string }> {
  await asTone('dial', `sip:alice@${pbx().sip.domain}`);
  const { event } = await page().event(({ type }) => type === 'incoming');
  return event.type === 'incoming' ? event : { callId: '', from: '' };
}

describe('the voice page at Kamailio and baresip', () => {
  it('registers, and does not call it practice', async () => {
    const { event } = await page().event(isRegistered);
    expect(event).toMatchObject({ registration: { status: 'registered', practice: false } });
  });

  it('hears 440 Hz, is heard with 1000 Hz, and its keys arrive', async () => {
    const before = pbx().tone.digits().length;
    const callId = await talking().talk(pbx().numbers.tone);
    await talking().hears(callId, 440);
    await until('the far end hears the rep', () => {
      const { rate, samples } = lastHeard();
      return dominantFrequency(samples, rate) === REP_HERTZ || undefined;
    });
    await page().command({ type: 'send-digits', callId, digits: '1,234' });
    await page().event((event) => of(callId, 'digits')(event) && event.type === 'digits' && event.done);
    await until('all keys were heard', () => pbx().tone.digits().length === before + 4 || undefined);
    expect(pbx().tone.digits().slice(before)).toBe('1234');
    await page().command({ type: 'hang-up', callId });
    expect(await talking().ends(callId)).toEqual({ cause: 'hung-up' });
    await farEndIsDone(callId);
  });

  it('hears its own voice from the echo', async () => {
    await talking().hears(await talking().talk(pbx().numbers.echo), REP_HERTZ);
  });

  it('is not heard while muted', async () => {
    // The end of an earlier call sounds like the beginning of this one.
    const earlier = pbx().tone.recordings().length;
    const callId = await talking().talk(pbx().numbers.tone);
    const heard = () => {
      if (pbx().tone.recordings().length === earlier) return undefined;
      const { rate, samples } = lastHeard();
      return samples.length < rate / 2 ? undefined : amplitudeAt(samples, rate, REP_HERTZ);
    };
    await until('sound', () => (heard() ?? 0) > 1000 || undefined);
    await page().command({ type: 'mute', callId, muted: true });
    await until('silence', () => (heard() ?? 1000) < 50 || undefined);
    await page().command({ type: 'mute', callId, muted: false });
    await until('sound again', () => (heard() ?? 0) > 1000 || undefined);
  });

  it.each([
    ['busy', { cause: 'callee-rejected', status: 486 }],
    ['declines', { cause: 'callee-rejected', status: 603 }],
    ['unknown', { cause: 'setup-failed', status: 404 }],
    ['absent', { cause: 'setup-failed', status: 480 }],
    ['unanswered', { cause: 'timed-out', status: 408 }],
  ] as const)('%s: %j', async (which, reason) => {
    const callId = await page().dial(pbx().numbers[which]);
    expect(await talking().ends(callId)).toMatchObject(reason);
  });

  it('cancels while it rings, and the other phone stops ringing', async () => {
    const callId = await page().dial(pbx().numbers.silent);
    await page().event(of(callId, 'ringing'));
    await page().command({ type: 'hang-up', callId });
    expect(await talking().ends(callId)).toMatchObject({ cause: 'caller-canceled' });
    await farEndIsDone(callId);
  });

  it('ends when the far end hangs up', async () => {
    const callId = await talking().talk(pbx().numbers.tone);
    await asTone('hangup');
    expect(await talking().ends(callId)).toEqual({ cause: 'hung-up' });
  });

  it('takes an incoming call: rings, is answered, is heard', async () => {
    const { callId, from } = await ringUp();
    expect(from).toBe('tone');
    await page().command({ type: 'answer', callId });
    await page().event(of(callId, 'answered'));
    await talking().hears(callId, 440);
    await page().command({ type: 'hang-up', callId });
    expect(await talking().ends(callId)).toEqual({ cause: 'hung-up' });
  });

  it.each([
    ['refuses', 'callee-rejected'],
    ['hears the caller give up', 'caller-canceled'],
  ] as const)('takes an incoming call: %s', async (what, cause) => {
    const { callId } = await ringUp();
    if (what === 'refuses') await page().command({ type: 'reject', callId, as: 'busy' });
    else await asTone('hangup');
    expect(await talking().ends(callId)).toMatchObject({ cause });
  });

  it('keeps a call up while the registrar restarts, registers again and can hang up', async () => {
    const callId = await talking().talk(pbx().numbers.tone);
    await talking().hears(callId, 440);
    const seen = page().seen().length;
    await pbx().interrupt();
    await page().event((event) => event.type === 'registration' && event.registration.status === 'failed');
    await pbx().restart();
    await until(
      'registered again',
      () =>
        page()
          .seen()
          .slice(seen)
          .some(({ event }) => isRegistered(event)) || undefined,
    );
    expect(
      page()
        .seen()
        .some(({ event }) => of(callId, 'ended')(event)),
    ).toBe(false);
    await talking().hears(callId, 440);
    await page().command({ type: 'hang-up', callId });
    expect(await talking().ends(callId)).toEqual({ cause: 'hung-up' });
  });
});
