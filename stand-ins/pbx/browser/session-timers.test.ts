import { beforeAll, describe, expect, it } from 'vitest';
import { headerOf, type SipHeader, type SipRequest, tagOf } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { scriptedWorld } from './scripted-world.ts';

/**
 * Waits of twenty seconds and more last a twentieth: a refresh is due after half a minute at least. How long an answer may
 * take (RFC 3261, timers B and F: 32 s) stays as it is.
 */
const HURRY = `void (() => {
  const { setTimeout } = window;
  window.setTimeout = (task, wait = 0, ...values) => setTimeout(task, wait >= 20000 && wait !== 32000 ? wait / 20 : wait, ...values);
})()`;
const DEMANDED: readonly SipHeader[] = [
  ['require', 'timer'],
  ['session-expires', '60;refresher=uac'],
];
const WITH_UPDATE: SipHeader = ['allow', 'INVITE, ACK, BYE, CANCEL, UPDATE'];
const WITHOUT_UPDATE: SipHeader = ['allow', 'INVITE, ACK, BYE, CANCEL'];

const { server, far, page, calls } = scriptedWorld({ onePage: true });
beforeAll(() => page().evaluate<void>(HURRY));

const refreshes = (method: string): SipRequest[] =>
  server()
    .requests()
    .filter((request) => request.method === method && tagOf(headerOf(request, 'to')) !== '');

describe('a phone system that wants to hear that the call is still there (RFC 4028)', () => {
  it('is asked for half an hour, and may have its own way', async () => {
    await far().call(calls());
    const invite = server()
      .requests()
      .find(({ method }) => method === 'INVITE');
    expect(invite && headerOf(invite, 'session-expires')).toMatch(/^1800\b/);
    expect(invite && headerOf(invite, 'supported')).toContain('timer');
  });

  it.each([
    ['by UPDATE where it takes that', WITH_UPDATE, 'UPDATE'],
    ['by re-INVITE where it does not', WITHOUT_UPDATE, 'INVITE'],
  ])('is told %s, again and again', async (_, allow, method) => {
    const { callId } = await far().call(calls(), { headers: [...DEMANDED, allow] });
    await until('two refreshes', () => refreshes(method).length >= 2 || undefined);
    expect(refreshes(method).map((request) => headerOf(request, 'session-expires'))).toContain(
      '60;refresher=uac',
    );
    expect(calls().all(callId, 'ended')).toEqual([]);
    await calls().hears(callId, 660);
  });

  it.each([405, 501])('that refuses its own UPDATE with %i is told by re-INVITE', async (status) => {
    const { callId } = await far().call(calls(), {
      headers: [...DEMANDED, WITH_UPDATE],
      on(request) {
        if (request.method !== 'UPDATE') return false;
        far().reply(request, status);
        return true;
      },
    });
    await until('a refresh by re-INVITE', () => refreshes('INVITE').length > 0 || undefined);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('and fails once is told again before it hangs up', async () => {
    const { callId } = await far().call(calls(), {
      headers: [...DEMANDED, WITH_UPDATE],
      on(request) {
        if (request.method !== 'UPDATE') return false;
        far().reply(request, 500);
        return true;
      },
    });
    await until('a refresh by re-INVITE', () => refreshes('INVITE').length > 0 || undefined);
    expect(refreshes('UPDATE')).toHaveLength(1);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('hears that the call is held in a refresh as well', async () => {
    const { callId } = await far().call(calls(), { headers: [...DEMANDED, WITHOUT_UPDATE] });
    await calls().holds(callId, true);
    await until('hold and refresh', () => refreshes('INVITE').length >= 3 || undefined);
    expect(refreshes('INVITE').every(({ body }) => body.includes('a=sendonly'))).toBe(true);
  });

  it('is answered when it asks itself', async () => {
    const uas: readonly SipHeader[] = [['session-expires', '90;refresher=uas']];
    const { callId, dialog } = await far().call(calls(), { headers: uas });
    const update = dialog.request('UPDATE', { headers: [['session-expires', '90;refresher=uac']] });
    server().send(update);
    const answer = await far().answerTo(update);
    expect([answer.status, headerOf(answer, 'session-expires')]).toEqual([200, '90;refresher=uac']);
    // RFC 4028 section 9: whoever is to refresh must know that it is.
    expect(headerOf(answer, 'require')).toBe('timer');
    expect(calls().all(callId, 'ended')).toEqual([]);
  });
});
