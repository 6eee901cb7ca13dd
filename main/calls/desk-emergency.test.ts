import { describe, expect, it } from 'vitest';
import { emergencyNumbers } from '../../app/tel/emergency.ts';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

const CALLER = '00000000-0000-4000-8000-00000000000a';

function dialed(fakes: ReturnType<typeof deskOnFakes>, text: string): string {
  const call = fakes.desk.dial(text);
  if (!call.ok) throw new Error(call.failure.message);
  return call.value.callId;
}

describe('an emergency call', () => {
  it('is dialled at once while another call is held, without waiting for that', () => {
    const fakes = deskOnFakes();
    const first = dialed(fakes, '2015550101');
    fakes.answers(first);
    const second = dialed(fakes, '911');
    expect(fakes.carrier.commands.slice(1)).toEqual([
      { type: 'dial', callId: second, number: '911' },
      { type: 'hold', callId: first, held: true },
    ]);
    // The carrier does not report the hold: it is asked again, as long as both can be heard.
    fakes.clock.advance(3_000);
    expect(fakes.carrier.commands.at(-1)).toEqual({ type: 'hold', callId: first, held: true });
  });

  it('ends one that is not answered yet, since that can’t be held', () => {
    const fakes = deskOnFakes();
    const first = dialed(fakes, '2015550101');
    const second = dialed(fakes, '112');
    expect(fakes.carrier.commands.slice(1)).toEqual([
      { type: 'dial', callId: second, number: '112' },
      { type: 'hang-up', callId: first },
    ]);
  });

  it('is dialled beside two calls too, whatever the rep said of the others, and with one that rings here', () => {
    const fakes = deskOnFakes();
    const first = dialed(fakes, '2015550101');
    fakes.answers(first);
    fakes.desk.dial('2015550102', 'hold');
    fakes.carrier.emit({ type: 'held', callId: first, held: true });
    fakes.answers(fakes.latest().id);
    fakes.carrier.emit({ type: 'incoming', callId: CALLER, from: '+12015550100', to: '+12015550199' });
    expect(fakes.desk.dial('911', 'hold').ok).toBe(true);
    expect(fakes.carrier.dialed().at(-1)).toBe('911');
    expect(fakes.desk.view().calls.map(({ phase }) => phase)).toEqual([
      'talking',
      'talking',
      'incoming',
      'dialing',
    ]);
  });

  it('takes the place of one that waits to be dialled, which is asked about again', () => {
    const fakes = deskOnFakes();
    const first = dialed(fakes, '2015550101');
    fakes.answers(first);
    const waiting = fakes.desk.dial('2015550102', 'hold');
    dialed(fakes, '911');
    fakes.carrier.emit({ type: 'held', callId: first, held: true });
    expect(fakes.carrier.dialed()).toEqual(['2015550101', '911']);
    expect(fakes.desk.view().calls.find(({ id }) => waiting.ok && id === waiting.value.callId)).toMatchObject(
      {
        ...{ phase: 'asking', question: 'another-call' },
      },
    );
  });

  it('is neither held, transferred nor joined, and no other call takes its line', () => {
    const fakes = deskOnFakes();
    const help = dialed(fakes, '911');
    fakes.answers(help);
    fakes.carrier.emit({ type: 'incoming', callId: CALLER, from: '+12015550100', to: '+12015550199' });
    const { desk } = fakes;
    for (const refused of [
      desk.hold(help, true),
      desk.transfer(help, '2015550102'),
      desk.dial('2015550102', 'hold'),
      desk.dial('2015550102', 'end'),
      desk.answer(CALLER),
      desk.answer(CALLER, 'end'),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { code: 'emergency-call' } });
    expect(fakes.carrier.commands).toEqual([{ type: 'dial', callId: help, number: '911' }]);
    desk.hangUp(help);
    fakes.ends(help);
    expect(desk.answer(CALLER).ok).toBe(true);
  });

  it('is no extension that only looks like one: that is dialled at once too, and can be held', () => {
    const fakes = deskOnFakes();
    const extension = dialed(fakes, '110');
    fakes.answers(extension);
    expect(fakes.desk.hold(extension, true).ok).toBe(true);
  });

  it('is not made twice by a second press', () => {
    const fakes = deskOnFakes();
    expect(dialed(fakes, '911')).toBe(dialed(fakes, '911'));
    expect(fakes.carrier.commands).toHaveLength(1);
  });

  it.each([
    ['the home country’s own', '144', true],
    ['the organisation’s own', '9911', true],
    ['another country’s', '190', false],
  ])('%s number, %s, needs no yes in a link, and is made once: %s', (_whose, number, atOnce) => {
    const fakes = deskOnFakes({ emergency: emergencyNumbers(['CH'], ['9911']) });
    fakes.desk.openLink(`tel:${number}`);
    fakes.desk.openLink(`tel:${number}`);
    expect(fakes.carrier.dialed()).toEqual(atOnce ? [number] : []);
  });

  it('by a link of Outreach’s is told to Outreach, and waits for no answer', () => {
    const fakes = deskOnFakes();
    fakes.desk.openLink(OUTREACH_LINK.replace('+1-201-555-0123', '112'));
    expect(fakes.carrier.dialed()).toEqual(['112']);
    expect(fakes.told(fakes.latest().id)).toEqual(['initiated']);
  });
});
