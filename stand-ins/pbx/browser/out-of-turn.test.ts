import { describe, expect, it } from 'vitest';
import { createDialog, type Dialog, type RequestParts } from '../practice/dialog.ts';
import { newTag, replyTo } from '../practice/reply.ts';
import { headerOf, type SipHeader, type SipRequest, tagOf, uriOf } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { SDP, TAG } from './scripted-far-end.ts';
import { CONTACT } from './scripted-server.ts';
import { scriptedWorld } from './scripted-world.ts';

const ELSEWHERE: SipHeader = ['contact', '<sip:elsewhere@127.0.0.2>'];

const { server, far, page, calls } = scriptedWorld({ onePage: true });

const latest = (method: string): SipRequest | undefined =>
  server()
    .requests()
    .findLast((request) => request.method === method);
/** What the page answers to a request in a call: status and Retry-After. */
async function asked(dialog: Dialog, method: string, parts: RequestParts = {}): Promise<[number, string]> {
  const request = dialog.request(method, parts);
  server().send(request);
  const answer = await far().answerTo(request);
  return [answer.status, headerOf(answer, 'retry-after')];
}

/** The page calls, and it rings. */
async function ringing(): Promise<{ callId: string; invite: SipRequest; dialog: Dialog }> {
  server().script((request) => {
    if (!['INVITE', 'ACK'].includes(request.method)) server().send(replyTo(request, 200));
  });
  const callId = await page().dial('+12025550100');
  const invite = await until('INVITE', () => latest('INVITE'));
  server().send(replyTo(invite, 180, { tag: TAG, headers: [CONTACT] }));
  await calls().has(callId, 'ringing');
  const dialog = createDialog({
    callId: headerOf(invite, 'call-id'),
    local: `"Somebody Else" ${headerOf(invite, 'to')};tag=${TAG}`,
    remote: headerOf(invite, 'from'),
    target: uriOf(headerOf(invite, 'contact')),
    contact: 'sip:far@127.0.0.1',
  });
  return { callId, invite, dialog };
}
/** Somebody calls the page; it rings there. */
async function called(): Promise<{ invite: SipRequest; dialog: Dialog }> {
  const dialog = createDialog({
    callId: newTag(),
    local: '<sip:201@far.example>;tag=far',
    remote: '<sip:u@far.example>',
    target: server().registeredAt(),
    contact: 'sip:far@127.0.0.1',
  });
  const { media } = far().sounding(660);
  const invite = dialog.request('INVITE', { headers: [SDP], body: await media.offer() });
  server().send(invite);
  const ring = await until('180', () =>
    server()
      .answers()
      .find(({ status }) => status === 180),
  );
  dialog.peerIs(headerOf(ring, 'to'), '');
  return { invite, dialog };
}
/** Another telephone calls with Replaces, and is ready to be heard. */
async function replacing(replaces: string): Promise<SipRequest> {
  const other = far().sounding(880);
  const dialog = createDialog({
    callId: newTag(),
    local: '<sip:other@far.example>;tag=other',
    remote: '<sip:u@far.example>',
    target: server().registeredAt(),
    contact: 'sip:other@127.0.0.1',
  });
  const body = await other.media.offer();
  const invite = dialog.request('INVITE', { headers: [SDP, ['replaces', replaces]], body });
  server().send(invite);
  const answer = await far().answerTo(invite);
  dialog.peerIs(headerOf(answer, 'to'), server().registeredAt());
  server().send(dialog.request('ACK', { cseq: 1 }));
  if (answer.status === 200) await other.media.accept(answer.body);
  return invite;
}

describe('requests in a call that is not up yet (RFC 3311, 5.2)', () => {
  it('we ring: who is called now is taken, an offer waits for the answer to ours (491)', async () => {
    const { callId, invite, dialog } = await ringing();
    expect(await asked(dialog, 'UPDATE', { headers: [ELSEWHERE] })).toEqual([200, '']);
    expect(await asked(dialog, 'UPDATE', { headers: [SDP], body: invite.body })).toEqual([491, '']);
    expect(await asked(dialog, 'INVITE', { headers: [SDP], body: invite.body })).toEqual([491, '']);
    expect(await asked(dialog, 'INFO')).toEqual([200, '']);
    const sdp = await far().sounding(660).media.answer(invite.body);
    server().send(replyTo(invite, 200, { tag: TAG, headers: [CONTACT], sdp }));
    await calls().has(callId, 'answered');
    await calls().hears(callId, 660);
    expect(calls().all(callId, 'ended')).toEqual([]);
  });

  it('it rings here: who calls now is taken, another offer is to come again later (500)', async () => {
    const { invite, dialog } = await called();
    expect(await asked(dialog, 'UPDATE')).toEqual([200, '']);
    const [status, retryAfter] = await asked(dialog, 'UPDATE', { headers: [SDP], body: invite.body });
    expect(status).toBe(500);
    expect(Number(retryAfter)).toBeLessThanOrEqual(10);
    const { callId } = await calls().rings();
    await page().command({ type: 'answer', callId });
    expect((await far().answerTo(invite)).status).toBe(200);
  });

  it('a call that rings here is nothing that another may take the place of (RFC 3891, 3)', async () => {
    const { dialog } = await called();
    const own = tagOf(dialog.remote());
    const invite = await replacing(`${dialog.callId};to-tag=${own};from-tag=far`);
    expect((await far().answerTo(invite)).status).toBe(481);
  });

  it.each(['', ';early-only'])('one that we ring is, where somebody else picks it up: %j', async (more) => {
    const { callId, dialog } = await ringing();
    const own = tagOf(dialog.remote());
    const known = page().seen().length;
    const successor = await replacing(`${dialog.callId};to-tag=${own};from-tag=${TAG}${more}`);
    await calls().has(callId, 'answered');
    await calls().hears(callId, 880);
    const cancel = await until('CANCEL to the phone that rang', () => latest('CANCEL'));
    expect(headerOf(cancel, 'call-id')).toBe(dialog.callId);
    expect(
      page()
        .seen()
        .slice(known)
        .some(({ event }) => event.type === 'incoming'),
    ).toBe(false);
    await page().command({ type: 'hang-up', callId });
    const bye = await until('BYE', () => latest('BYE'));
    expect(headerOf(bye, 'call-id')).toBe(headerOf(successor, 'call-id'));
    expect(await calls().ends(callId)).toEqual({ cause: 'hung-up' });
  });

  it('a call that was given up before anybody asked for the password is not made after all', async () => {
    const callId = await page().dial('+12025550100');
    const invite = await until('INVITE', () => latest('INVITE'));
    await page().command({ type: 'hang-up', callId });
    await calls().ends(callId);
    const challenge: SipHeader = ['proxy-authenticate', 'Digest realm="far", nonce="n", qop="auth"'];
    server().send(replyTo(invite, 407, { tag: TAG, headers: [challenge] }));
    await until('ACK', () => latest('ACK'));
    const { dialog } = await called();
    // Messages are read in their order: what would have followed the ACK is here by now.
    expect(await asked(dialog, 'UPDATE')).toEqual([200, '']);
    expect(
      server()
        .methods()
        .filter((method) => method !== 'OPTIONS'),
    ).toEqual(['INVITE', 'ACK']);
  });
});

describe('requests in a call that is up', () => {
  it('an UPDATE without an offer changes who is on the phone, and where', async () => {
    const { callId, dialog } = await far().call(calls());
    const update = dialog.request('UPDATE');
    const headers = update.headers.filter(([name]) => name !== 'contact');
    server().send({ ...update, headers: [...headers, ELSEWHERE] });
    expect((await far().answerTo(update)).status).toBe(200);
    expect(await asked(dialog, 'INFO')).toEqual([200, '']);
    expect(await asked(dialog, 'OPTIONS')).toEqual([200, '']);
    await page().command({ type: 'hang-up', callId });
    expect((await until('BYE', () => latest('BYE'))).uri).toBe('sip:elsewhere@127.0.0.2');
    await calls().ends(callId);
    expect(await asked(dialog, 'OPTIONS')).toEqual([481, '']);
  });

  it('a re-INVITE that was refused with 491 is sent again as a new one, and acknowledged (RFC 3261, 14.1)', async () => {
    const reinvites: SipRequest[] = [];
    const { callId } = await far().call(calls(), {
      on(request) {
        if (request.method !== 'INVITE' || tagOf(headerOf(request, 'to')) === '') return false;
        reinvites.push(request);
        if (reinvites.length > 1) return false;
        far().reply(request, 491);
        return true;
      },
    });
    await calls().holds(callId, true);
    await until('the second try', () => reinvites[1]);
    const numbers = reinvites.map((request) => Number.parseInt(headerOf(request, 'cseq'), 10));
    expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0);
    await until('its ACK', () =>
      server()
        .requests()
        .find((request) => headerOf(request, 'cseq') === `${numbers[1]} ACK`),
    );
  });
});
