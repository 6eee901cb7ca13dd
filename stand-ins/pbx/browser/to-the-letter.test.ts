import { describe, expect, it } from 'vitest';
import { createDialog, type Dialog } from '../practice/dialog.ts';
import { replyTo } from '../practice/reply.ts';
import { headerOf, headersOf, type SipHeader, type SipRequest } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { SDP, TAG } from './scripted-far-end.ts';
import { scriptedWorld } from './scripted-world.ts';

/** RFC 4904 section 5: a gateway that is asked for by its trunk group. */
const GATEWAY = 'sip:+12025550100;tgrp=west;trunk-context=gw.example@127.0.0.1';
const ALLOWED = 'INVITE,ACK,CANCEL,BYE,UPDATE,MESSAGE,OPTIONS,INFO,NOTIFY';

const { server, far, page, calls } = scriptedWorld();

const first = (method: string): Promise<SipRequest> =>
  until(method, () =>
    server()
      .requests()
      .find((request) => request.method === method),
  );

const callsHere = (callId: string): Dialog =>
  createDialog({
    callId,
    local: '<sip:+12025550177@far.example>;tag=far',
    remote: '<sip:u@far.example>',
    target: server().registeredAt(),
    contact: 'sip:far@127.0.0.1',
  });

describe('a phone system that takes RFC 3261 to the letter', () => {
  it('is asked for at the very address it gave', async () => {
    const { media } = far().sounding(660);
    const contact: SipHeader = ['contact', `<${GATEWAY}>`];
    server().script(async (request) => {
      if (request.method === 'ACK') return;
      const sdp = request.method === 'INVITE' ? { sdp: await media.answer(request.body) } : {};
      server().send(replyTo(request, 200, { tag: TAG, headers: [contact], ...sdp }));
    });
    const callId = await calls().talk('+12025550100');
    await page().command({ type: 'hang-up', callId });
    expect((await first('ACK')).uri).toBe(GATEWAY);
    expect((await first('BYE')).uri).toBe(GATEWAY);
  });

  it('reads in the answer to its call what may be sent, and nothing that is refused', async () => {
    const dialog = callsHere('asks-for-allow');
    const { media } = far().sounding(660);
    const invite = dialog.request('INVITE', { headers: [SDP], body: await media.offer() });
    server().send(invite);
    const { callId } = await calls().rings();
    await page().command({ type: 'answer', callId });
    const answer = await far().answerTo(invite);
    expect(headersOf(answer, 'allow')).toEqual([ALLOWED]);
    expect(headerOf(answer, 'supported')).toContain('timer');
  });

  it.each([
    ['SIP;cause=200;text="Call completed elsewhere"', { status: 200 }],
    ['Q.850;cause=16', {}],
  ])('says why it takes a call back: %s', async (reason, more) => {
    const dialog = callsHere('takes-back');
    const branch = 'z9hG4bKtakes-back';
    const offer = await far().sounding(660).media.offer();
    server().send(dialog.request('INVITE', { branch, cseq: 1, headers: [SDP], body: offer }));
    const { callId } = await calls().rings();
    server().send(dialog.request('CANCEL', { branch, cseq: 1, headers: [['reason', reason]] }));
    const { reason: told } = await calls().has(callId, 'ended');
    expect(told).toEqual({ cause: 'caller-canceled', ...more });
  });

  it.each([
    ['Q.850;cause=17', 'callee-rejected'],
    ['Q.850;cause=41', 'setup-failed'],
  ])('603 with the reason %s: %s', async (reason, cause) => {
    server().script((request) => {
      if (request.method !== 'INVITE') return;
      server().send(replyTo(request, 603, { tag: TAG, headers: [['reason', reason]] }));
    });
    const callId = await page().dial('+12025550100');
    const ended = await page().event((event) => event.type === 'ended' && event.callId === callId);
    expect(ended.event).toMatchObject({ reason: { cause, status: 603 } });
    const ack = await first('ACK');
    expect([headersOf(ack, 'allow'), headersOf(ack, 'supported')]).toEqual([[], []]);
  });
});
