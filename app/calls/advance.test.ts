import { describe, expect, it } from 'vitest';
import { HISTORY_START, type History, type Moment, play, request } from '../testing/call-history.ts';

const accepted: Moment = { type: 'outreach-accepted' };
const ringing: Moment = { type: 'ringing', earlyMedia: false };
const answered: Moment = { type: 'answered' };
const ended = (cause: 'hung-up' | 'callee-rejected' | 'setup-failed' | 'connection-lost'): Moment => ({
  type: 'ended',
  reason: { cause },
});
const timer = (name: 'outreach' | 'question' | 'setup' | 'ring' | 'extension' | 'hang-up'): Moment => ({
  type: 'timer',
  timer: name,
});
const states = (history: History) => history.updates.map((update) => update.state);
const dials = (history: History) => history.effects.filter((effect) => effect.type === 'dial').length;

describe('an answered call of Outreach’s', () => {
  const history = play(request({ extension: '1234' }), [
    accepted,
    { type: 'dialing' },
    ringing,
    answered,
    timer('extension'),
    { type: 'digits', sent: 2, done: false },
    { type: 'digits', sent: 4, done: true },
    ended('hung-up'),
  ]);
  it('is told in the order of the figure, each state once, at its own time', () => {
    expect(history.updates).toEqual([
      { kind: 'state', state: 'initiated', stateChangedAt: HISTORY_START },
      { kind: 'state', state: 'ringing', stateChangedAt: HISTORY_START + 3_000 },
      { kind: 'state', state: 'in progress', stateChangedAt: HISTORY_START + 4_000 },
      { kind: 'state', state: 'completed', stateChangedAt: HISTORY_START + 8_000 },
    ]);
  });
  it('dials the extension after the answer, once', () => {
    const digits = history.effects.filter((effect) => effect.type === 'send-digits');
    expect(digits).toEqual([{ type: 'send-digits', digits: '1234' }]);
    expect(history.call.extensionProgress).toEqual({ status: 'dialed', sent: 4 });
  });
});

describe('order and time', () => {
  it('tells ringing and in progress at the same moment when the answer comes without ringing', () => {
    const history = play(request(), [accepted, answered]);
    expect(history.updates.slice(1)).toEqual([
      { kind: 'state', state: 'ringing', stateChangedAt: HISTORY_START + 2_000 },
      { kind: 'state', state: 'in progress', stateChangedAt: HISTORY_START + 2_000 },
    ]);
  });
  it('goes from initiated to busy where nothing rang', () => {
    expect(states(play(request(), [accepted, ended('callee-rejected')]))).toEqual(['initiated', 'busy']);
  });
  it('never lets time run backwards within a call', () => {
    const history = play(request(), [
      accepted,
      { ...ringing, after: -3_600_000 },
      answered,
      { ...ended('hung-up'), after: 3_700_000 },
    ]);
    expect(history.updates.map((update) => update.stateChangedAt - HISTORY_START)).toEqual([
      0, 0, 0, 102_000,
    ]);
    expect(history.call.endedAt).toBe(HISTORY_START + 102_000);
  });
  it('hears nothing after the end', () => {
    const history = play(request(), [
      accepted,
      ended('callee-rejected'),
      ringing,
      answered,
      ended('hung-up'),
    ]);
    expect(states(history)).toEqual(['initiated', 'busy']);
  });
  it('tells nobody of a call that is not Outreach’s', () => {
    const history = play(request({ origin: 'dialer', outreachCallId: undefined, rule: 'at once' }), [
      ringing,
      answered,
      ended('hung-up'),
    ]);
    expect(history.updates).toEqual([]);
    expect(history.call.state).toBe('completed');
  });
});

describe('the dialling rule', () => {
  it('dials when Outreach accepts, and not before', () => {
    expect(dials(play(request(), []))).toBe(0);
    expect(dials(play(request(), [accepted, accepted]))).toBe(1);
  });
  it('does not dial a call Outreach does not know, owes it nothing more, and says so', () => {
    const history = play(request(), [{ type: 'outreach-refused', unknown: true }, accepted]);
    expect(dials(history)).toBe(0);
    expect(states(history)).toEqual(['initiated']);
    expect(history.call).toMatchObject({ phase: 'ended', closing: 'unknown-to-outreach' });
    expect(history.effects).toContainEqual({ type: 'notify', about: 'unknown-to-outreach' });
  });
  it('asks after 2 s without an answer, and at once when signed out', () => {
    const silent = play(request(), [timer('outreach')]);
    expect(silent.effects).toContainEqual({ type: 'start-timer', timer: 'outreach', after: 2_000 });
    expect(silent.call).toMatchObject({ phase: 'asking', question: 'outreach-unreachable' });
    expect(play(request(), [{ type: 'outreach-unavailable' }]).call.question).toBe('outreach-unreachable');
  });
  it('dials while asking when the rep says yes, or when Outreach accepts after all', () => {
    expect(dials(play(request(), [timer('outreach'), { type: 'confirmed' }, accepted]))).toBe(1);
    const late = play(request(), [timer('outreach'), accepted]);
    expect(dials(late)).toBe(1);
    expect(late.call.question).toBeUndefined();
  });
  it('does not dial by itself long after the click: the computer may have slept', () => {
    expect(play(request(), [{ ...accepted, after: 3_600_000 }]).call.phase).toBe('asking');
    expect(dials(play(request(), [timer('outreach'), { ...accepted, after: 3_600_000 }]))).toBe(0);
  });
  it('cancels what the rep declines, and what nobody answers', () => {
    for (const no of [{ type: 'declined' }, timer('question')] as const) {
      const history = play(request({ rule: 'ask' }), [accepted, no, { type: 'confirmed' }, accepted]);
      expect(states(history)).toEqual(['initiated', 'canceled']);
      expect(dials(history)).toBe(0);
    }
  });
  it('asks before a link that is not Outreach’s, also where Outreach should confirm it', () => {
    for (const rule of ['ask', 'when Outreach confirms'] as const) {
      const history = play(request({ origin: 'link', outreachCallId: undefined, rule }), []);
      expect(history.call).toMatchObject({ phase: 'asking', question: 'not-from-outreach' });
    }
  });
  it('dials at once where the setting says so, and goes on when Outreach refuses', () => {
    const history = play(request({ rule: 'at once' }), [
      { type: 'outreach-refused', unknown: true },
      ringing,
      answered,
      ended('hung-up'),
    ]);
    expect(dials(history)).toBe(1);
    expect(states(history)).toEqual(['initiated']);
    expect(history.call.state).toBe('completed');
  });
  it('dials an emergency number at once, whatever the rule and whatever else is up', () => {
    for (const rule of ['ask', 'when Outreach confirms', 'at once'] as const)
      for (const lineBusy of [true, false]) {
        const history = play(request({ number: '112', rule, lineBusy, emergency: true }), []);
        expect(history.effects).toContainEqual({ type: 'dial', number: '112' });
        expect(history.call.question).toBeUndefined();
      }
  });
});

describe('one line', () => {
  const busy = request({ lineBusy: true });
  it('tells Outreach of a second call at once, and asks', () => {
    const history = play(busy, [accepted]);
    expect(states(history)).toEqual(['initiated']);
    expect(history.call).toMatchObject({ phase: 'asking', question: 'another-call' });
    expect(dials(history)).toBe(0);
  });
  it('frees the line at the rep’s yes, and dials when it is free', () => {
    const yes = play(busy, [{ type: 'confirmed', lineBusy: true }]);
    expect(yes.effects).toContainEqual({ type: 'take-line', how: 'end', urgent: false });
    expect(dials(yes)).toBe(0);
    const free = play(busy, [
      { type: 'confirmed', lineBusy: true },
      { type: 'line-free', lineBusy: true },
      { type: 'line-free' },
    ]);
    expect(dials(free)).toBe(1);
  });
  it('dials at the yes when the other call is over by then', () => {
    const history = play(busy, [{ type: 'line-free' }, { type: 'confirmed' }]);
    expect(dials(history)).toBe(1);
    expect(history.effects).not.toContainEqual({ type: 'take-line', how: 'end', urgent: false });
  });
  it('asks anew when a yes to another question would end a call', () => {
    const history = play(request({ rule: 'ask' }), [{ type: 'confirmed', lineBusy: true }]);
    expect(history.call).toMatchObject({ phase: 'asking', question: 'another-call' });
    expect(play(request(), [{ ...accepted, lineBusy: true }]).call.question).toBe('another-call');
  });
});

describe('ending', () => {
  it('cancels before the answer, whatever the carrier says of it then', () => {
    const history = play(request(), [accepted, { type: 'hang-up' }, answered, ended('setup-failed')]);
    expect(states(history)).toEqual(['initiated', 'canceled']);
    expect(history.effects.filter((effect) => effect.type === 'hang-up')).toHaveLength(2);
  });
  it('gives up when it rings for a minute, and when nothing rings for half a one', () => {
    const rang = play(request(), [accepted, ringing, timer('ring'), ended('setup-failed')]);
    expect(rang.effects).toContainEqual({ type: 'start-timer', timer: 'ring', after: 60_000 });
    expect(states(rang)).toEqual(['initiated', 'ringing', 'no answer']);
    const silent = play(request(), [accepted, timer('setup'), ended('setup-failed')]);
    expect(silent.effects).toContainEqual({ type: 'start-timer', timer: 'setup', after: 30_000 });
    expect(states(silent)).toEqual(['initiated', 'failed']);
  });
  it('does not wait for ever for a carrier that never reports the end', () => {
    const history = play(request(), [accepted, answered, { type: 'hang-up' }, timer('hang-up')]);
    expect(history.call).toMatchObject({ phase: 'ended', state: 'completed' });
  });
  it('completes a call whose connection is lost after the answer', () => {
    expect(play(request(), [accepted, answered, ended('connection-lost')]).call.state).toBe('completed');
  });
  it('closes what a crash cut off at the time it was last alive, and never before its last change', () => {
    const talked = play(request(), [
      accepted,
      answered,
      { type: 'cut-off', lastAlive: HISTORY_START + 9_000 },
    ]);
    expect(talked.updates.at(-1)).toEqual({
      kind: 'state',
      state: 'completed',
      stateChangedAt: HISTORY_START + 9_000,
    });
    const rang = play(request(), [accepted, ringing, { type: 'cut-off', lastAlive: HISTORY_START }]);
    expect(rang.updates.at(-1)).toEqual({
      kind: 'state',
      state: 'failed',
      stateChangedAt: HISTORY_START + 2_000,
    });
    const hung = play(request(), [accepted, ringing, { type: 'hang-up' }, { type: 'cut-off' }]);
    expect(states(hung)).toEqual(['initiated', 'ringing', 'canceled']);
    expect(dials(hung)).toBe(1);
  });
});

describe('in the call', () => {
  it('skips the extension when the call ends first', () => {
    const history = play(request({ extension: '12' }), [
      accepted,
      answered,
      timer('extension'),
      { type: 'digits', sent: 1, done: false },
      ended('hung-up'),
    ]);
    expect(history.call.extensionProgress).toEqual({ status: 'skipped', sent: 1 });
  });
  it('sends the extension before keys pressed in its waiting time', () => {
    const history = play(request({ extension: '12' }), [
      accepted,
      answered,
      { type: 'press', digits: '9' },
      timer('extension'),
    ]);
    const digits = history.effects.flatMap((effect) =>
      effect.type === 'send-digits' ? [effect.digits] : [],
    );
    expect(digits).toEqual(['12', '9']);
  });
  it('shows mute when the carrier has done it', () => {
    const asked = play(request(), [accepted, answered, { type: 'mute', on: true }]);
    expect(asked.effects.at(-1)).toEqual({ type: 'mute', muted: true });
    expect(asked.call.muted).toBe(false);
    expect(play(request(), [accepted, answered, { type: 'muted', muted: true }]).call.muted).toBe(true);
  });
});
