import { expect, test } from 'vitest';
import { type CallEvidence, printedTimeline, problemsOf, timelineOf } from './timeline.ts';

const ID = '91FCF82E-9817-4C73-959F-4CF4A0DB334D';
const LINK = 1_000_000;

const update = (state: string, at: number, status = 200) => ({
  at: LINK + at,
  answeredAt: LINK + at + 2,
  method: 'PATCH',
  path: `/api/v2/calls/${ID}`,
  status,
  body: { data: { id: ID, type: 'call', attributes: { state } } },
});
const event = (name: string, at: number, digits?: string) => ({
  at: LINK + at,
  event: name,
  number: '+12025550100',
  digits,
});

const RIGHT: CallEvidence = {
  linkAt: LINK,
  outreachCallId: ID,
  number: '+12025550100',
  extension: '12',
  requests: [
    update('initiated', 20),
    update('ringing', 130),
    update('in progress', 1130),
    update('completed', 3010),
  ],
  events: [
    event('registered', -500),
    event('INVITE', 100),
    event('180', 110),
    event('200', 1110),
    event('DTMF', 1500, '1'),
    event('DTMF', 1800, '12'),
    event('BYE', 2990),
    event('ended', 3000),
  ],
  history: [
    { state: 'initiated', by: 'app' },
    { state: 'ringing', by: 'app' },
    { state: 'in progress', by: 'app' },
    { state: 'completed', by: 'app' },
  ],
  heard: { byFarEnd: 1000, byRep: 995, spoken: 1000 },
};

test('a call that was right has nine steps and no problem', () => {
  expect(problemsOf(RIGHT)).toEqual([]);
  expect(timelineOf(RIGHT).map(({ what, at }) => [what, (at ?? 0) - LINK])).toEqual([
    ['link', 0],
    ['initiated sent', 20],
    ['initiated accepted', 22],
    ['INVITE', 100],
    ['ringing', 110],
    ['answered', 1110],
    ['digits heard (12)', 1800],
    ['ended', 3000],
    ['completed accepted', 3012],
  ]);
});

const changed = (what: Partial<CallEvidence>): CallEvidence => ({ ...RIGHT, ...what });
const without = (name: string) => RIGHT.events.filter(({ event }) => event !== name);

test.each<[string, CallEvidence, RegExp]>([
  ['no answer', changed({ events: without('200') }), /"answered" never happened/],
  [
    'dialled before Outreach agreed',
    changed({ requests: [update('initiated', 105)] }),
    /"INVITE" came before/,
  ],
  ['told too late', changed({ linkAt: LINK - 6000 }), /later than 5 s/],
  [
    'refused by Outreach',
    changed({ requests: [update('initiated', 20, 422)] }),
    /"initiated accepted" never/,
  ],
  [
    'a state left out',
    changed({ history: RIGHT.history.slice(0, 3) }),
    /took the states "initiated, ringing/,
  ],
  [
    'failed by itself',
    changed({ history: [...RIGHT.history.slice(0, 3), { state: 'completed', by: 'outreach' }] }),
    /by itself/,
  ],
  ['wrong digits', changed({ extension: '13' }), /heard the digits "12", not the extension "13"/],
  ['digits after the extension', changed({ events: [...RIGHT.events, event('DTMF', 2000, '123')] }), /"123"/],
  ['a silent microphone', changed({ heard: { ...RIGHT.heard, byFarEnd: 0 } }), /far end heard 0 Hz/],
  ['no echo', changed({ heard: { ...RIGHT.heard, byRep: 440 } }), /rep heard 440 Hz/],
])('%s is named', (_what, evidence, problem) => {
  expect(problemsOf(evidence).join('\n')).toMatch(problem);
});

test('an update that was refused first and accepted later counts from the later one', () => {
  const requests = [update('initiated', 20, 503), update('initiated', 60), ...RIGHT.requests.slice(1)];
  expect(timelineOf(changed({ requests }))[1]?.at).toBe(LINK + 60);
});

test('events of calls before the link are not this call', () => {
  const events = [event('INVITE', -5000), ...without('INVITE')];
  expect(problemsOf(changed({ events }))).toContain('"INVITE" never happened');
});

test('prints milliseconds from the link and from the step before', () => {
  const text = printedTimeline(timelineOf(changed({ events: without('200') })));
  expect(text).toMatch(/^ +0\.0 +\+0\.0 {2}link$/m);
  expect(text).toMatch(/^ +22\.0 +\+2\.0 {2}initiated accepted$/m);
  expect(text).toMatch(/^ +– +answered$/m);
});
