import { describe, expect, it } from 'vitest';
import { createDialog } from '../practice/dialog.ts';
import { newTag, replyTo } from '../practice/reply.ts';
import {
  headerOf,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  tagOf,
} from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { TAG } from './scripted-far-end.ts';
import { CONTACT } from './scripted-server.ts';
import { scriptedWorld } from './scripted-world.ts';

/** Waits of twenty seconds and more last a twentieth: a refresh is due after half a minute at least. */
const HURRY = `void (() => {
  const { setTimeout } = window;
  window.setTimeout = (task, wait = 0, ...values) => setTimeout(task, wait >= 20000 ? wait / 20 : wait, ...values);
})()`;
const SPELLINGS = ['Application/SDP; charset=utf-8', 'multipart/mixed;boundary=b'] as const;

const { server, far, page, calls } = scriptedWorld({ onePage: true });

const all = (method: string): SipRequest[] =>
  server()
    .requests()
    .filter((request) => request.method === method);
/** An answer whose SDP is called by another name. */
function spelled(response: SipResponse, type: string, sdp: string): SipResponse {
  const parts = ['', '--b', 'Content-Type: Application/SDP', '', `${sdp.trimEnd()}`, '--b--', ''];
  return {
    ...response,
    headers: [...response.headers, ['content-type', type]],
    body: type.startsWith('multipart') ? parts.join('\r\n') : sdp,
  };
}
/** Somebody who asks something of the page, outside of any call so far. */
const somebody = (local: string, remote = '<sip:u@far.example>') =>
  createDialog({
    ...{ callId: newTag(), local: `${local};tag=far`, remote },
    ...{ target: server().registeredAt(), contact: 'sip:far@127.0.0.1' },
  });
/** The calls that have rung here so far. */
const known = (): string[] =>
  page()
    .seen()
    .flatMap(({ event }) => (event.type === 'incoming' ? [event.callId] : []));
async function dial(): Promise<{ callId: string; invite: SipRequest }> {
  const callId = await page().dial('+12025550100');
  const invite = await until('INVITE', () => all('INVITE')[0]);
  return { callId, invite };
}

describe('a phone system that spells its messages in another way', () => {
  it.each(SPELLINGS)('%s is SDP, in answers and in calls', async (type) => {
    const { media } = far().sounding(660);
    server().script(async (request) => {
      if (request.method === 'ACK') return;
      const answer = replyTo(request, 200, { tag: TAG, headers: [CONTACT] });
      if (request.method !== 'INVITE') return server().send(answer);
      server().send(spelled(answer, type, await media.answer(request.body)));
    });
    const callId = await calls().talk('+12025550100');
    await calls().holds(callId, true);
    await until('ACKs', () => all('ACK')[1]);
    await calls().holds(callId, false);
    await until('more ACKs', () => all('ACK')[2]);
    await calls().hears(callId, 660);
  });

  it('a call from a tel: address with a name without quotes rings, and is answered', async () => {
    const dialog = somebody('Doe, Zoë <tel:+1-202-555-0177;phone-context=x>', '<tel:u>');
    const { media } = far().sounding(660);
    const headers: SipHeader[] = [['c', 'application/sdp ; charset="utf-8"']];
    const invite = dialog.request('INVITE', { headers, body: await media.offer() });
    server().send(invite);
    const incoming = await calls().rings();
    expect(incoming).toMatchObject({ from: '+12025550177', name: 'Doe, Zoë' });
    await page().command({ type: 'answer', callId: incoming.callId });
    expect((await far().answerTo(invite)).status).toBe(200);
  });

  it('a call without a description is offered one, and heard (RFC 3261, 13.2.1)', async () => {
    const dialog = somebody('<sip:201@far.example>');
    const invite = dialog.request('INVITE');
    const before = known();
    server().send(invite);
    const { callId } = await calls().rings(before);
    await page().command({ type: 'answer', callId });
    const answer = await far().answerTo(invite);
    expect(answer.status).toBe(200);
    dialog.peerIs(headerOf(answer, 'to'), '');
    const { media } = far().sounding(660);
    const body = await media.answer(answer.body);
    server().send(
      dialog.request('ACK', { cseq: 1, headers: [['Content-Type', 'Application/sdp;x=y']], body }),
    );
    await calls().hears(callId, 660);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it.each([
    [
      'NOTIFY',
      200,
      [
        ['event', 'message-summary'],
        ['subscription-state', 'active'],
      ],
    ],
    [
      'NOTIFY',
      200,
      [
        ['event', 'check-sync;reboot=false'],
        ['subscription-state', 'active'],
      ],
    ],
    ['OPTIONS', 200, []],
    ['SUBSCRIBE', 405, [['event', 'presence']]],
    ['BYE', 481, []],
  ] as const)('outside of calls %s is answered %i', async (method, status, headers) => {
    const asks = somebody('<sip:pbx@far.example>').request(method, { headers });
    server().send(asks);
    expect((await far().answerTo(asks)).status).toBe(status);
  });
});

describe('what a phone system says while it rings', () => {
  it('199 is no ringing (RFC 6228); 181, 182 and 183 are, from whatever phone', async () => {
    server().script(() => undefined);
    const { callId, invite } = await dial();
    server().send(replyTo(invite, 100));
    server().send(replyTo(invite, 199, { tag: 'gone', headers: [CONTACT] }));
    // Answered in order: when this is, the 199 has been read.
    const options = somebody('<sip:far.example>').request('OPTIONS');
    server().send(options);
    await far().answerTo(options);
    expect(calls().all(callId, 'ringing')).toEqual([]);
    server().send(replyTo(invite, 181, { tag: 'one', headers: [CONTACT] }));
    await calls().has(callId, 'ringing', ({ earlyMedia }) => !earlyMedia);
    for (const [status, tag] of [
      [182, 'two'],
      [183, 'three'],
      [180, 'four'],
      [199, 'two'],
    ] as const)
      server().send(replyTo(invite, status, { tag, headers: [CONTACT] }));
    const sdp = await far().sounding(660).media.answer(invite.body);
    server().send(replyTo(invite, 200, { tag: 'four', headers: [CONTACT], sdp }));
    await calls().has(callId, 'answered');
    await calls().hears(callId, 660);
    expect(calls().all(callId, 'ringing')).toHaveLength(1);
  });

  it('SDP in the early media may be missing in the answer', async () => {
    server().script(() => undefined);
    const { callId, invite } = await dial();
    const sdp = await far().sounding(660).media.answer(invite.body);
    server().send(replyTo(invite, 183, { tag: 'one', headers: [CONTACT], sdp }));
    await calls().has(callId, 'ringing', ({ earlyMedia }) => earlyMedia);
    server().send(replyTo(invite, 200, { tag: 'one', headers: [CONTACT] }));
    await calls().has(callId, 'answered');
    await calls().hears(callId, 660);
    expect(all('BYE')).toEqual([]);
  });
});

describe('a phone system that wants longer sessions (RFC 4028, 6)', () => {
  it('gets them: in the INVITE, and again in the refresh', async () => {
    await page().evaluate(HURRY);
    const { media } = far().sounding(660);
    const refusals = [3600, 7200];
    server().script(async (request) => {
      if (request.method === 'ACK') return;
      const least = Number.parseInt(headerOf(request, 'min-se') || '0', 10);
      const wanted = request.method === 'INVITE' ? refusals[0] : refusals[1];
      if (['INVITE', 'UPDATE'].includes(request.method) && wanted !== undefined && least < wanted)
        return server().send(replyTo(request, 422, { headers: [['min-se', String(wanted)]] }));
      const granted: SipHeader[] = [
        ['require', 'timer'],
        // So that the refresh does not take half an hour.
        ['session-expires', request.method === 'INVITE' ? '90;refresher=uac' : '7200;refresher=uac'],
        ['allow', 'INVITE, ACK, BYE, CANCEL, UPDATE'],
      ];
      const sdp = request.method === 'INVITE' ? await media.answer(request.body) : undefined;
      server().send(replyTo(request, 200, { tag: TAG, headers: [CONTACT, ...granted], sdp }));
    });
    const callId = await calls().talk('+12025550100');
    const told = (method: string): string[][] =>
      all(method).map((request) => [headerOf(request, 'session-expires'), headerOf(request, 'min-se')]);
    expect(told('INVITE')).toEqual([
      ['1800', ''],
      ['3600', '3600'],
    ]);
    await until('the refresh', () => all('UPDATE')[1]);
    expect(told('UPDATE').slice(0, 2)).toEqual([
      ['3600;refresher=uac', '3600'],
      ['7200;refresher=uac', '7200'],
    ]);
    expect(calls().all(callId, 'ended')).toEqual([]);
    expect(all('INVITE').every((request) => tagOf(headerOf(request, 'to')) === '')).toBe(true);
  });
});

describe('a registrar of another make', () => {
  const registrations = () =>
    page()
      .seen()
      .flatMap(({ event }) => (event.type === 'registration' ? [event.registration] : []));
  /** The page registers anew, until it says that this came of it. */
  async function registersAgain(
    status: 'registered' | 'failed',
    answer: (request: SipRequest) => SipResponse | undefined,
  ): Promise<void> {
    const before = registrations().length;
    server().register(answer);
    await page().command({ type: 'reconnect' });
    await until(
      () => `${status}, but ${JSON.stringify(registrations().slice(before))}`,
      () => registrations().slice(before).at(-1)?.status === status || undefined,
    );
  }

  it('may leave our address out, or write it anew, and says where calls go first (RFC 3608)', async () => {
    const routes: SipHeader[] = [
      ['service-route', '<sip:edge.far.example;transport=ws;lr>'],
      ['service-route', '<sip:home.far.example;lr>'],
    ];
    await registersAgain('registered', (request) => replyTo(request, 200, { headers: [['expires', '600']] }));
    const other: SipHeader = ['contact', '<sip:another@10.0.0.7>;expires=60'];
    await registersAgain('registered', (request) => replyTo(request, 200, { headers: [other, ...routes] }));
    const { invite } = await dial();
    expect(headersOf(invite, 'route')).toEqual(routes.map(([, route]) => route));
    server().send(replyTo(invite, 404, { tag: TAG }));
  });

  it.each([
    ['with none that is longer', [['min-expires', '300']], 'failed', 1],
    ['with the time it grants', [['min-expires', '600']], 'registered', 2],
  ] as const)('finds our time too short %s (10.2.8)', async (_, headers, status, attempts) => {
    server().forget();
    await registersAgain(status, (request) =>
      headerOf(request, 'expires') === '300' ? replyTo(request, 423, { headers }) : undefined,
    );
    expect(all('REGISTER')).toHaveLength(attempts);
  });

  it('may not know RFC 5626 on the way to it (439): registers without', async () => {
    await registersAgain('registered', (request) =>
      headerOf(request, 'contact').includes('reg-id') ? replyTo(request, 439) : undefined,
    );
    expect(all('REGISTER').map((request) => headerOf(request, 'contact').includes('reg-id'))).toEqual([
      true,
      false,
    ]);
  });
});
