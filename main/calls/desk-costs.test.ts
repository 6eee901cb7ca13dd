import { describe, expect, it } from 'vitest';
import type { CostCheck } from '../../app/calls/cost-rule.ts';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

const PREMIUM_LINK = OUTREACH_LINK.replace('+1-201-555-0123', '+1-900-555-1234');
const isPremium = (number: string): boolean => number.startsWith('+1900');

/** Knows premium numbers from the start. */
const loaded: CostCheck = { known: isPremium, judge: (number, _typed, then) => then(isPremium(number)) };

/** Knows nothing until `load` is called. */
function slow(): { costs: CostCheck; load: () => void; asked: () => number } {
  const waiting: (() => void)[] = [];
  return {
    costs: {
      known: () => undefined,
      judge: (number, _typed, then) => void waiting.push(() => then(isPremium(number))),
    },
    load: () => {
      for (const one of waiting.splice(0)) one();
    },
    asked: () => waiting.length,
  };
}

describe('a costly number', () => {
  it('from Outreach: told at once, dialled after the rep’s yes only', () => {
    const { desk, carrier, outbox, latest } = deskOnFakes({ costs: loaded });
    desk.openLink(PREMIUM_LINK);
    expect(outbox.sent).toHaveLength(1);
    outbox.report(latest().id, { outcome: 'delivered' });
    expect(latest()).toMatchObject({ phase: 'asking', question: 'costly-number' });
    expect(carrier.dialed()).toEqual([]);
    desk.confirm(latest().id, true);
    expect(carrier.dialed()).toEqual(['+19005551234']);
  });

  it('typed: asked about; an emergency number is not', () => {
    const { desk, carrier, latest } = deskOnFakes({
      costs: { known: () => true, judge: (_number, _typed, then) => then(true) },
    });
    desk.dial('112');
    expect(carrier.dialed()).toEqual(['112']);
    desk.openLink('tel:911');
    expect(carrier.dialed()).toEqual(['112', '911']);
    desk.dial('+1 900 555 1234');
    expect(latest().phase).toBe('asking');
    expect(carrier.dialed()).toHaveLength(2);
  });

  it('while nothing is loaded: Outreach is told before anything loads, and dialling waits', () => {
    const { costs, load, asked } = slow();
    const { desk, carrier, outbox, latest } = deskOnFakes({ costs });
    desk.openLink(OUTREACH_LINK);
    expect([outbox.sent.length, asked()]).toEqual([1, 0]);
    outbox.report(latest().id, { outcome: 'delivered' });
    expect([carrier.dialed().length, asked()]).toEqual([0, 1]);
    load();
    expect(carrier.dialed()).toEqual(['+12015550123']);
  });

  it('hung up while it is judged: not dialled', () => {
    const { costs, load } = slow();
    const { desk, carrier, latest } = deskOnFakes({ costs });
    desk.dial('+1 201 555 0123');
    desk.hangUp(latest().id);
    load();
    expect(carrier.dialed()).toEqual([]);
  });
});

describe('an emergency number in a link', () => {
  it('that may be an extension elsewhere is asked about', () => {
    const { desk, carrier, latest } = deskOnFakes({
      dialing: { outreachLinks: 'when Outreach confirms', otherLinks: 'ask' },
    });
    desk.openLink('tel:118');
    expect(latest().question).toBe('not-from-outreach');
    desk.openLink('tel:112');
    expect(carrier.dialed()).toEqual(['112']);
  });

  it('is dialled at once in its home country', () => {
    const { desk, carrier } = deskOnFakes({
      dialing: { outreachLinks: 'when Outreach confirms', otherLinks: 'ask', homeCountries: ['NZ'] },
    });
    desk.openLink('tel:111');
    expect(carrier.dialed()).toEqual(['111']);
  });
});
