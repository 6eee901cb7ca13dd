import { expect, test } from 'vitest';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

const URL = 'https://rec.example.com/1';
const HOUR = 3_600_000;

/** A whole call, answered and over; its leg's SIP Call-ID is `leg`. */
function called(on = deskOnFakes()) {
  on.desk.openLink(OUTREACH_LINK);
  const { id } = on.latest();
  on.outbox.report(id, { outcome: 'delivered' });
  on.carrier.emit({ type: 'dialing', callId: id, sipCallId: 'leg' });
  on.answers(id);
  on.ends(id);
  return { ...on, id };
}
const heard = { type: 'recording', sipCallId: 'leg', kind: 'recording', url: URL } as const;
const urls = ({ outbox }: Pick<ReturnType<typeof deskOnFakes>, 'outbox'>) =>
  outbox.sent.flatMap(({ update }) => (update.kind === 'recording' ? [update.url] : []));

test('an address after the call is owed, and the view says what became of it', () => {
  const on = called();
  expect(on.lastEnded().recording).toBeUndefined();
  on.carrier.emit(heard);
  expect(urls(on)).toEqual([URL]);
  expect(on.lastEnded()).toMatchObject({ recording: { kind: 'recording', status: 'waiting' } });
  on.outbox.report(on.id, { outcome: 'delivered' });
  expect(on.lastEnded()).toMatchObject({ recording: { status: 'linked' } });
});

test('an address that Outreach refuses is not sent, and leaves the call logged', () => {
  const on = called();
  for (const state of ['ringing', 'in progress', 'completed'] as const)
    on.outbox.report(on.id, { outcome: 'delivered', state });
  on.carrier.emit(heard);
  on.outbox.report(on.id, { outcome: 'given-up', reason: { code: 'refused', message: 'Outreach says no.' } });
  expect(on.lastEnded()).toMatchObject({
    logging: 'logged',
    recording: { status: 'not-sent', message: 'Outreach says no.' },
  });
});

test('an address of a call of an earlier run finds its call on the disk', () => {
  const before = called();
  before.desk.close();
  const on = deskOnFakes({ stores: before.stores, clock: before.clock });
  on.carrier.emit(heard);
  expect(urls(on)).toEqual([URL]);
  expect(on.lastEnded()).toMatchObject({ recording: { status: 'waiting' } });
  on.carrier.emit(heard);
  expect(urls(on)).toEqual([URL]);
});

test('too late by an hour: the view says so, and nothing is owed', () => {
  const on = called();
  on.clock.advance(HOUR + 1);
  on.carrier.emit(heard);
  expect(urls(on)).toEqual([]);
  expect(on.lastEnded()).toMatchObject({
    recording: { status: 'not-sent', message: expect.stringContaining('more than one hour') },
  });
});

test('an address of a call that nobody knows is noted without it', () => {
  const on = called();
  on.carrier.emit({ ...heard, sipCallId: 'other' });
  expect(urls(on)).toEqual([]);
  expect(on.logged.at(-1)).toBe('a recording of a call that is not known here');
});
