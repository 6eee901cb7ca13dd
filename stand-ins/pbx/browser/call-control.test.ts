import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDialog, type Dialog } from '../practice/dialog.ts';
import { headerOf, type SipHeader, type SipRequest, tagOf } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { type CallParts, createScriptedFarEnd, type ScriptedFarEnd, SDP, TAG } from './scripted-far-end.ts';
import { CONTACT, type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { talkingOn } from './talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from './voice-page.ts';

const REP = 1000;

let browser: VoiceBrowser;
let server: ScriptedServer;
let page: VoicePage;
let calls: ReturnType<typeof talkingOn>;
let far: ScriptedFarEnd;

beforeAll(async () => {
  browser = await startVoiceBrowser({ microphoneHertz: REP });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  server = await startScriptedServer();
  far = createScriptedFarEnd(server);
});
afterEach(async () => {
  await page?.close();
  await far?.close();
  await server?.close();
});

async function open(account: Partial<ScriptedServer['account']> = {}): Promise<void> {
  page = await browser.open({ ...server.account, ...account });
  calls = talkingOn(page);
  await calls.registered();
  server.forget();
}
const call = (more: CallParts = {}) => far.call(calls, more);
const isReinvite = (request: SipRequest): boolean =>
  request.method === 'INVITE' && tagOf(headerOf(request, 'to')) !== '';
const latest = (method: string): SipRequest | undefined =>
  server.requests().findLast((request) => request.method === method);

describe('a far end that asks for more than audio', () => {
  it('can’t make this phone dial: REFER is declined', async () => {
    await open();
    const { callId, dialog } = await call();
    const before = server.methods().length;
    const refer = dialog.request('REFER', { headers: [['refer-to', '<sip:+19005550100@far.example>']] });
    server.send(refer);
    expect((await far.answerTo(refer)).status).toBe(603);
    expect(server.methods().slice(before)).toEqual([]);
    expect(calls.all(callId, 'ended')).toEqual([]);
  });

  async function replacing(replaces: string): Promise<SipRequest> {
    const other = far.sounding(880);
    const successor = createDialog({
      callId: 'successor',
      local: '<sip:other@far.example>;tag=other',
      remote: '<sip:u@far.example>',
      target: server.registeredAt(),
      contact: 'sip:other@127.0.0.1',
    });
    const invite = successor.request('INVITE', {
      headers: [SDP, ['replaces', replaces]],
      body: await other.media.offer(),
    });
    server.send(invite);
    const answer = await far.answerTo(invite);
    successor.peerIs(headerOf(answer, 'to'), server.registeredAt());
    server.send(successor.request('ACK', { cseq: 1 }));
    if (answer.status === 200) await other.media.accept(answer.body);
    return invite;
  }

  it('is replaced by another (RFC 3891): the same call goes on with somebody else, without ringing', async () => {
    await open();
    const { callId, dialog } = await call();
    await calls.hears(callId, 660);
    const own = tagOf(dialog.remote());
    const invite = await replacing(`${dialog.callId};to-tag=${own};from-tag=${TAG}`);
    expect((await far.answerTo(invite)).status).toBe(200);
    await calls.hears(callId, 880);
    const second = far.sounds().at(-1);
    await until(
      'the other hears the rep',
      () => (second?.person.inbound().amplitudeAt(REP) ?? 0) > 300 || undefined,
    );
    await until(
      'BYE to the one before',
      () => headerOf(latest('BYE') ?? invite, 'call-id') === dialog.callId || undefined,
    );
    expect(page.seen().some(({ event }) => event.type === 'incoming')).toBe(false);
    expect(calls.all(callId, 'ended')).toEqual([]);
    await calls.holds(callId, true);
    await until('the other is held', () =>
      latest('INVITE')?.body.includes('a=sendonly') ? true : undefined,
    );
    await page.command({ type: 'hang-up', callId });
    expect(await calls.ends(callId)).toEqual({ cause: 'hung-up' });
  });

  it.each([
    ['with a wrong tag', (own: string) => `;to-tag=${own};from-tag=wrong`, 481],
    ['of early dialogs only', (own: string) => `;to-tag=${own};from-tag=${TAG};early-only`, 486],
  ])('is not replaced %s', async (_, tags, status) => {
    await open();
    const { callId, dialog } = await call();
    const invite = await replacing(`${dialog.callId}${tags(tagOf(dialog.remote()))}`);
    expect((await far.answerTo(invite)).status).toBe(status);
    await calls.hears(callId, 660);
  });
});

describe('a transfer', () => {
  const accept =
    (headers: SipHeader[] = []) =>
    (request: SipRequest) => {
      if (request.method !== 'REFER') return false;
      far.reply(request, 202, { headers: [CONTACT, ...headers] });
      return true;
    };
  const notify = (dialog: Dialog, subscription: string, body: string, event = 'refer'): void =>
    server.send(
      dialog.request('NOTIFY', {
        headers: [
          ['event', event],
          ['subscription-state', subscription],
          ['content-type', 'message/sipfrag;version=2.0'],
        ],
        body,
      }),
    );

  it.each([
    ['terminated;reason=noresource', 'SIP/2.0 200 OK', 'done'],
    ['terminated;reason=noresource', 'SIP/2.0 100 Trying\r\n', 'done'],
    ['terminated;reason=noresource', 'SIP/2.0 486 Busy Here\r\n', 'failed'],
    ['terminated;reason=rejected', '', 'failed'],
  ])('that hears "%s" and %j is %s', async (subscription, body, status) => {
    await open();
    const { callId, dialog } = await call({ on: accept() });
    await page.command({ type: 'transfer', callId, number: '+12025550101' });
    await until('REFER', () => latest('REFER'));
    notify(dialog, 'active;expires=60', 'SIP/2.0 100 Trying', 'refer;id=4711');
    notify(dialog, subscription, body);
    await calls.has(callId, 'transfer', (event) => event.status === status);
    expect(calls.all(callId, 'transfer').map((event) => event.status)).toEqual(['trying', status]);
    if (status === 'done') await calls.ends(callId);
    else expect(calls.all(callId, 'ended')).toEqual([]);
  });

  it('that will not be told about is done when it is accepted (RFC 4488)', async () => {
    await open();
    const { callId } = await call({ on: accept([['refer-sub', 'false']]) });
    await page.command({ type: 'transfer', callId, number: '+12025550101' });
    expect(await calls.ends(callId)).toEqual({ cause: 'hung-up' });
    expect(calls.all(callId, 'transfer').map(({ status }) => status)).toEqual(['trying', 'done']);
  });

  it('names the number, and who asks', async () => {
    await open();
    const { callId } = await call({ on: accept() });
    await page.command({ type: 'transfer', callId, number: '+12025550101' });
    const refer = await until('REFER', () => latest('REFER'));
    expect(headerOf(refer, 'refer-to')).toBe('<sip:+12025550101@far.example>');
    expect(headerOf(refer, 'referred-by')).toBe('<sip:u@far.example>');
  });

  it.each([
    ['of a transfer', [], 481],
    ['of something else', [['event', 'talk']], 489],
  ] as const)('a NOTIFY nobody asked for changes nothing: %s', async (_, headers, status) => {
    await open();
    const { callId, dialog } = await call();
    const stray = dialog.request('NOTIFY', { headers, body: 'SIP/2.0 200 OK' });
    server.send(stray);
    expect((await far.answerTo(stray)).status).toBe(status);
    expect(calls.all(callId, 'transfer')).toEqual([]);
  });
});

describe('hold on the wire', () => {
  it('offers sendonly, then sendrecv (RFC 3264, 8.4)', async () => {
    await open();
    const { callId } = await call();
    await calls.holds(callId, true);
    await until('hold', () => (latest('INVITE')?.body.includes('a=sendonly') ? true : undefined));
    await calls.holds(callId, false);
    await until('resume', () => (latest('INVITE')?.body.includes('a=sendrecv') ? true : undefined));
  });

  it.each(['INVITE', 'UPDATE'])(
    'asks again after 491, and refuses the %s that crosses its own',
    async (method) => {
      await open();
      let refused = 0;
      let crossing: SipRequest | undefined;
      const { callId, dialog } = await call({
        on(request) {
          if (!isReinvite(request) || refused > 0) return false;
          refused += 1;
          // Ours crosses theirs: both sides refuse (RFC 3261 section 14.2).
          crossing = dialog.request(method, { headers: [SDP], body: request.body });
          server.send(crossing);
          far.reply(request, 491);
          return true;
        },
      });
      await calls.holds(callId, true);
      const theirs = await until('an offer that crosses', () => crossing);
      expect((await far.answerTo(theirs)).status).toBe(491);
      await until('another try', () => server.requests().filter(isReinvite).length >= 2 || undefined);
      expect(calls.all(callId, 'ended')).toEqual([]);
      expect(calls.all(callId, 'held-by-far-end')).toEqual([]);
    },
  );

  it('goes on at the address that the answer names (RFC 3261, 12.2.1.2)', async () => {
    await open();
    const elsewhere: SipHeader = ['contact', '<sip:elsewhere@127.0.0.2>'];
    const { callId } = await call({
      on(request) {
        if (!isReinvite(request)) return false;
        far.reply(request, 200, {
          headers: [elsewhere],
          sdp: request.body.replace('a=sendonly', 'a=recvonly'),
        });
        return true;
      },
    });
    await calls.holds(callId, true);
    await until('a re-INVITE', () => server.requests().find(isReinvite));
    await page.command({ type: 'hang-up', callId });
    const bye = await until('BYE', () => latest('BYE'));
    expect([bye.uri, latest('ACK')?.uri]).toEqual(['sip:elsewhere@127.0.0.2', 'sip:elsewhere@127.0.0.2']);
  });
});

describe('a phone system that asks who calls', () => {
  it('hears it, in the strongest of its ways to ask (RFC 8760, 2.4)', async () => {
    await open();
    const ways = ['MD5', 'SHA-256'].map(
      (way): SipHeader => [
        'proxy-authenticate',
        `Digest realm="far", nonce="${way}", algorithm=${way}, qop="auth"`,
      ],
    );
    server.script((request) => {
      if (request.method === 'INVITE') far.reply(request, 407, { headers: ways });
    });
    await page.dial('+12025550100');
    const again = await until('an INVITE with the password', () =>
      server.requests().find((request) => headerOf(request, 'proxy-authorization') !== ''),
    );
    expect(headerOf(again, 'proxy-authorization')).toContain('nonce="SHA-256"');
  });
});

describe('keys', () => {
  it.each([
    ['configured', { dtmf: 'info' }, true],
    ['the far end takes none in the audio', {}, false],
  ] as const)('go by INFO where %s, one after the other', async (_, account, keys) => {
    await open(account);
    const { callId } = await call({ keys });
    await page.command({ type: 'send-digits', callId, digits: '1,#' });
    await calls.has(callId, 'digits', ({ done, sent }) => done && sent === 3);
    const infos = server.requests().filter(({ method }) => method === 'INFO');
    expect(infos.map(({ body }) => body)).toEqual([
      'Signal=1\r\nDuration=160\r\n',
      'Signal=#\r\nDuration=160\r\n',
    ]);
    expect(infos.every((info) => headerOf(info, 'content-type') === 'application/dtmf-relay')).toBe(true);
  });
});
