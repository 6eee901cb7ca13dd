import { describe, expect, it } from 'vitest';
import type { UrlUpdate } from '../outbox/entry.ts';
import type { RecordingSettings } from '../settings/settings.ts';
import { sampleCall } from '../testing/sample-call.ts';
import { advance } from './advance.ts';
import type { Call, Direction, FinalState, HeardUrl } from './call.ts';
import type { Step } from './call-event.ts';
import { judge } from './recording.ts';
import { judgeUrl } from './recording-url.ts';

const HOUR = 3_600_000;
const ENDED_AT = 100_000;
const URL = 'https://rec.example.com/1';
const ANY: RecordingSettings = { hosts: [] };
const recording: HeardUrl = { kind: 'recording', url: URL };
const voicemail: HeardUrl = { kind: 'voicemail', url: URL };

const ended = (direction: Direction, state: FinalState, more: Partial<Call> = {}): Call =>
  sampleCall({
    ...{ direction, phase: 'ended', state, stateChangedAt: ENDED_AT, endedAt: ENDED_AT },
    ...(direction === 'inbound' ? { origin: 'caller', inbound: { to: '+12015550100', logged: true } } : {}),
    ...more,
  });
const talking = sampleCall({ phase: 'talking', state: 'in progress', dialedAt: 2_000, answeredAt: 3_000 });
const hear = (call: Call, url: HeardUrl, at = ENDED_AT, recordings = ANY): Step =>
  advance(call, { type: 'recording', url, at, lineBusy: false, recordings });
const hangUp = (call: Call, recordings = ANY): Step =>
  advance(call, { type: 'ended', reason: { cause: 'hung-up' }, at: ENDED_AT, lineBusy: false, recordings });
const told = ({ effects }: Step): readonly unknown[] =>
  effects.flatMap((effect) => (effect.type === 'tell-outreach' ? [effect.update] : []));
const codeOf = (call: Call): string | undefined =>
  call.recording?.status === 'refused' ? call.recording.failure.code : undefined;

describe('which URL goes with which end (spec, "Recording/Voicemail URL")', () => {
  const COMPLETED_ONLY = 'A recording URL shall only be provided for calls whose final state is “completed”.';
  const MISSED_ONLY =
    'A voicemail URL shall only be provided for an inbound call whose final state is either “busy” or “no answer”.';

  it.each([
    [COMPLETED_ONLY, recording, 'outbound', 'completed', undefined],
    [COMPLETED_ONLY, recording, 'inbound', 'completed', undefined],
    [COMPLETED_ONLY, recording, 'outbound', 'failed', 'not-completed'],
    [COMPLETED_ONLY, recording, 'outbound', 'no answer', 'not-completed'],
    [COMPLETED_ONLY, recording, 'outbound', 'busy', 'not-completed'],
    [COMPLETED_ONLY, recording, 'outbound', 'canceled', 'not-completed'],
    [COMPLETED_ONLY, recording, 'inbound', 'busy', 'not-completed'],
    [COMPLETED_ONLY, recording, 'inbound', 'no answer', 'not-completed'],
    [MISSED_ONLY, voicemail, 'inbound', 'busy', undefined],
    [MISSED_ONLY, voicemail, 'inbound', 'no answer', undefined],
    [MISSED_ONLY, voicemail, 'inbound', 'completed', 'not-missed'],
    [MISSED_ONLY, voicemail, 'inbound', 'canceled', 'not-missed'],
    [MISSED_ONLY, voicemail, 'inbound', 'failed', 'not-missed'],
    [MISSED_ONLY, voicemail, 'outbound', 'busy', 'not-inbound'],
    [MISSED_ONLY, voicemail, 'outbound', 'no answer', 'not-inbound'],
    [MISSED_ONLY, voicemail, 'outbound', 'completed', 'not-inbound'],
  ] as const)('%s %o %s, %s', (_rule, url, direction, state, code) => {
    const step = hear(ended(direction, state), url);
    expect(codeOf(step.call)).toBe(code);
    expect(told(step)).toEqual(code === undefined ? [url] : []);
  });
});

it('"must be updated within 1 hour after a call ends" (spec, "Requirements")', () => {
  const call = ended('outbound', 'completed');
  expect(judge(call, recording, ENDED_AT + HOUR, ANY).ok).toBe(true);
  expect(judge(call, recording, ENDED_AT + HOUR + 1, ANY)).toMatchObject({ failure: { code: 'too-late' } });
  // The clock was set back after the call.
  expect(judge(call, recording, ENDED_AT - HOUR, ANY).ok).toBe(true);
});

describe('"A single URL shall be provided even if recording was started/stopped multiple times during the call"', () => {
  it('the first is told, the same again means nothing, others are counted and not sent', () => {
    const first = hear(ended('outbound', 'completed'), recording);
    expect(hear(first.call, recording)).toEqual({ call: first.call, effects: [] });
    const second = hear(first.call, { ...recording, url: `${URL}/2` });
    expect(second.effects).toEqual([]);
    expect(second.call.recording).toMatchObject({ url: URL, later: 1 });
  });

  it('a bad one gives way to a good one', () => {
    const bad = hear(ended('outbound', 'completed'), { ...recording, url: 'ftp://x' });
    expect(codeOf(bad.call)).toBe('url-not-web');
    expect(told(hear(bad.call, recording))).toEqual([recording]);
  });
});

describe('before the end', () => {
  it('a URL waits for the final state, and is told after it', () => {
    const heard = hear(talking, recording);
    expect(heard.effects).toEqual([]);
    const over = hangUp(heard.call);
    expect(told(over)).toEqual([{ kind: 'state', state: 'completed', stateChangedAt: ENDED_AT }, recording]);
    expect(over.call.heard).toBeUndefined();
  });

  it('of both kinds the one that goes with the end is told', () => {
    const both = hear(hear(talking, voicemail).call, recording).call;
    expect(told(hangUp(both)).at(-1)).toEqual(recording);
    expect(hangUp(both).call.recording).toMatchObject({ status: 'owed', kind: 'recording' });
  });

  it('no more than eight are kept', () => {
    let call = talking;
    for (let n = 0; n < 20; n += 1) call = hear(call, { ...recording, url: `${URL}/${n}` }).call;
    expect(call.heard).toHaveLength(8);
  });
});

it('a call that is not one of Outreach’s owes nothing', () => {
  const call = ended('outbound', 'completed', { origin: 'dialer', outreachCallId: undefined });
  expect(hear(call, recording)).toEqual({ call, effects: [] });
});

describe('the template of the configuration', () => {
  const recordings: RecordingSettings = {
    hosts: [],
    urlTemplate: 'https://rec.example.com/{date}/{sipCallId}?n={number}&c={outreachCallId}',
    voicemailUrlTemplate: 'https://rec.example.com/vm/{sipCallId}',
  };
  const call = { ...talking, sipCallId: "a/b@c'd" };

  it('is filled at the end, every fact percent-encoded', () => {
    const url =
      'https://rec.example.com/1970-01-01/a%2Fb%40c%27d?n=%2B12015550123&c=91FCF82E-9817-4C73-959F-4CF4A0DB334D';
    expect(told(hangUp(call, recordings)).at(-1)).toEqual({ kind: 'recording', url });
  });

  it('gives way to what the phone system said', () => {
    expect(told(hangUp(hear(call, recording).call, recordings)).at(-1)).toEqual(recording);
  });

  it.each([undefined, '..', '.', '\ud800'])('is not used without the fact it needs: %s', (sipCallId) => {
    expect(told(hangUp({ ...call, sipCallId }, recordings))).toHaveLength(1);
  });

  it('has one of its own for a missed inbound call', () => {
    const missed = advance(
      sampleCall({
        ...{ direction: 'inbound', origin: 'caller', phase: 'incoming', state: 'ringing', sipCallId: 'x' },
        inbound: { to: '+12015550100', logged: true },
      }),
      { type: 'timer', timer: 'ring', at: ENDED_AT, lineBusy: false, recordings },
    );
    const told1 = told(missed).at(-1) as UrlUpdate;
    expect(told1).toEqual({ kind: 'voicemail', url: 'https://rec.example.com/vm/x' });
  });
});

describe('judgeUrl', () => {
  const long = (length: number) => `https://h/${'a'.repeat(length - 10)}`;

  it.each([
    ['https://rec.example.com/1', undefined],
    ['http://rec.example.com', undefined],
    ['https://rec.example.com:8443/a%20b?x=1&y=%2F#t=5', undefined],
    ['https://[2001:db8::1]/a', undefined],
    ['HTTPS://REC.example.com/1', undefined],
    [long(255), undefined],
    [long(256), 'url-too-long'],
    [long(2_048), 'url-too-long'],
    ['ftp://rec.example.com/1', 'url-not-web'],
    ['file:///etc/passwd', 'url-not-web'],
    ['javascript:alert(1)', 'url-not-web'],
    ['https:///1', 'url-not-web'],
    ['https://rec.example.com:65536/1', 'url-not-web'],
    ['https://rec..example.com/1', 'url-not-web'],
    ['https://aufnahmen.müller.example/1', 'url-not-web'],
    ['https://xn--mller-kva.example/1', undefined],
    ['https://', 'url-not-web'],
    ['//rec.example.com/1', 'url-not-web'],
    ['https://rec.example.com/a b', 'url-not-web'],
    ['https://rec.example.com/ü', 'url-not-web'],
    ['https://rec.example.com/"<', 'url-not-web'],
    ['https://rec.example.com\\@evil.example/', 'url-credentials'],
    ['https://rec.example.com/\r\nX: 1', 'url-not-web'],
    ['https://anna:pw@rec.example.com/1', 'url-credentials'],
    ['https://anna@rec.example.com/1', 'url-credentials'],
    ['https://exa mple.com/1', 'url-not-web'],
    ['', 'url-not-web'],
  ])('%j: %s', (url, code) => {
    const verdict = judgeUrl(url, []);
    expect(verdict.ok ? undefined : verdict.failure.code).toBe(code);
    if (!verdict.ok && url.length > 12) expect(verdict.failure.message).not.toContain(url);
  });

  it.each([
    ['https://rec.example.com/1', true],
    ['https://REC.EXAMPLE.COM:444/1', true],
    ['https://evil.example/rec.example.com', false],
    ['https://rec.example.com.evil.example/', false],
    ['https://evil.example#@rec.example.com', false],
  ])('only the servers that recordings.hosts names: %s', (url, allowed) => {
    expect(judgeUrl(url, ['rec.example.com']).ok).toBe(allowed);
  });
});
