import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMediaLeg } from '../practice/media-leg.ts';
import { replyTo } from '../practice/reply.ts';
import type { SipRequest } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { CONTACT, type ScriptedServer, startScriptedServer } from './scripted-server.ts';
import { startVoiceBrowser, type VoiceBrowser } from './voice-page.ts';

let browser: VoiceBrowser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await startVoiceBrowser();
  server = await startScriptedServer();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPage() {
  const page = await browser.open(server.account);
  await page.event((event) => event.type === 'registration' && event.registration.status === 'registered');
  server.forget();
  return page;
}

describe('messages that cross on the wire', () => {
  it('an answer that crosses our CANCEL is acknowledged and hung up at once (RFC 3261, 9.1)', async () => {
    const media = createMediaLeg(() => undefined);
    let invite: SipRequest | undefined;
    server.script(async (request) => {
      if (request.method === 'INVITE') {
        invite = request;
        server.send(replyTo(request, 180, { tag: 'far', headers: [CONTACT] }));
      }
      if (request.method === 'CANCEL' && invite !== undefined) {
        const sdp = await media.answer(invite.body);
        server.send(replyTo(request, 200, { tag: 'far' }));
        server.send(replyTo(invite, 200, { tag: 'far', headers: [CONTACT], sdp }));
      }
      if (request.method === 'BYE') server.send(replyTo(request, 200));
    });
    const page = await openPage();
    const callId = await page.dial('+12025550104');
    await page.event(({ type }) => type === 'ringing');
    await page.command({ type: 'hang-up', callId });
    const { event } = await page.event(({ type }) => type === 'ended');
    expect(event).toMatchObject({ reason: { cause: 'caller-canceled' } });
    await until('BYE', () => server.methods().includes('BYE') || undefined);
    expect(server.methods()).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    expect(page.seen().map((seen) => seen.event.type)).not.toContain('answered');
    await page.close();
    await media.close();
  });

  it('a CANCEL before any answer waits for the first one (RFC 3261, 9.1)', async () => {
    let invite: SipRequest | undefined;
    server.script((request) => {
      if (request.method === 'INVITE') invite = request;
      if (request.method !== 'CANCEL' || invite === undefined) return;
      server.send(replyTo(request, 200, { tag: 'far' }));
      server.send(replyTo(invite, 487, { tag: 'far' }));
    });
    const page = await openPage();
    const callId = await page.dial('+12025550104');
    await until('INVITE', () => invite);
    await page.command({ type: 'hang-up', callId });
    await page.event(({ type }) => type === 'ended');
    expect(server.methods()).toEqual(['INVITE']);
    if (invite !== undefined) server.send(replyTo(invite, 100));
    await until('ACK', () => server.methods().includes('ACK') || undefined);
    expect(server.methods()).toEqual(['INVITE', 'CANCEL', 'ACK']);
    await page.close();
  });

  it('a call to the address we registered, as Asterisk sends it, is a call to the account', async () => {
    const page = await openPage();
    const media = createMediaLeg(() => undefined);
    server.send({
      kind: 'request',
      method: 'INVITE',
      uri: server.registeredAt(),
      headers: [
        ['via', 'SIP/2.0/WS far.example;branch=z9hG4bKinvite'],
        ['from', '"Bob Buyer" <sip:201@far.example>;tag=far'],
        ['to', `<${server.registeredAt()}>`],
        ['call-id', 'to-our-contact'],
        ['cseq', '1 INVITE'],
        CONTACT,
        ['content-type', 'application/sdp'],
      ],
      body: await media.offer(),
    });
    const { event } = await page.event(({ type }) => type === 'incoming');
    expect(event).toMatchObject({ from: '201', name: 'Bob Buyer', to: 'u' });
    await page.close();
    await media.close();
  });

  it('registers again, once, when asked to reconnect', async () => {
    const page = await openPage();
    await page.command({ type: 'reconnect' });
    await until('one more REGISTER', () => server.methods().includes('REGISTER') || undefined);
    expect(server.methods()).toEqual(['REGISTER']);
    await page.close();
  });
});
