import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../app/testing/fake-clock.ts';
import { deskOnFakes } from './desk-on-fakes.ts';
import { createLinkLimit } from './link-limit.ts';

const linkTo = (index: number, more = '') => `tel:+1201555${String(index).padStart(4, '0')}${more}`;
const outreachLink = (index: number) => linkTo(index, `;source=outreach;call-id=id-${index}`);

describe('createLinkLimit', () => {
  it('admits 30 in ten seconds, and again ten seconds later', () => {
    const clock = createFakeClock();
    const limit = createLinkLimit(clock.now);
    const admitted = () => Array.from({ length: 40 }, () => limit.admits(0)).filter(Boolean).length;
    expect(admitted()).toBe(30);
    clock.advance(9_999);
    expect(admitted()).toBe(0);
    clock.advance(1);
    expect(admitted()).toBe(30);
  });

  it('forgets times that a clock set back has left in the future', () => {
    let now = 1_000_000;
    const limit = createLinkLimit(() => now);
    for (let link = 0; link < 30; link += 1) limit.admits(0);
    now = 0;
    expect(limit.admits(0)).toBe(true);
  });

  it('counts what it turned away until a minute has been quiet, numbers masked', () => {
    const clock = createFakeClock();
    const limit = createLinkLimit(clock.now);
    for (let link = 0; link < 6; link += 1) limit.turnedAway(`+1201555010${link}`);
    const last = limit.turnedAway('+12015550107');
    expect(last.title).toMatch(/^7 links/);
    expect(last.message).toContain('+1•••••0107');
    expect(last.message).not.toContain('201555');
    clock.advance(60_001);
    expect(limit.turnedAway('+12015550107').title).toBe('A link too many was not dialed');
  });
});

describe('a flood of links', () => {
  it.each([
    ['of Outreach’s', outreachLink],
    ['from elsewhere', (index: number) => linkTo(index)],
  ])('%s: five wait for a yes, the rest is listed once and nothing is dialled', (_whose, link) => {
    const { desk, carrier, outbox } = deskOnFakes();
    for (let index = 0; index < 1_000; index += 1) desk.openLink(link(index));
    expect(desk.view().calls.length).toBeLessThanOrEqual(6);
    expect(outbox.sent.length).toBeLessThanOrEqual(6);
    expect(carrier.dialed()).toEqual([]);
    const notices = desk.view().notices.filter(({ code }) => code === 'too-many-links');
    expect(notices).toHaveLength(1);
    expect(notices[0]?.title).toBe(`${1_000 - desk.view().calls.length} links too many were not dialed`);
  });

  it('that Outreach refuses one by one is stopped too', () => {
    const { desk, outbox, latest } = deskOnFakes();
    const reason = { code: 'unknown-call', message: 'Outreach does not know this call.' };
    for (let index = 0; index < 100; index += 1) {
      desk.openLink(outreachLink(index));
      if (desk.view().calls.length > 0) outbox.report(latest().id, { outcome: 'given-up', reason });
    }
    expect(outbox.sent).toHaveLength(30);
  });

  it('holds up no emergency call, no second click and no typed number', () => {
    const { desk, carrier } = deskOnFakes();
    for (let index = 0; index < 50; index += 1) desk.openLink(linkTo(index));
    desk.openLink('tel:112');
    expect(carrier.dialed()).toEqual(['112']);
    const calls = desk.view().calls.length;
    expect(desk.dial('+12015550123').ok).toBe(true);
    expect(desk.view().calls).toHaveLength(calls + 1);
  });
});
