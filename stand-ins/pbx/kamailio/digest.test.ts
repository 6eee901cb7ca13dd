import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { talkingOn } from '../browser/talking.ts';
import { startVoiceBrowser, type VoiceBrowser, type VoicePage } from '../browser/voice-page.ts';
import { LOOPBACK } from '../netns/place.ts';
import { formatSipMessage, headerOf, parseSipMessage } from '../practice/sip-message.ts';
import { until } from '../until.ts';
import { fill } from './fill.ts';
import { freePorts } from './free-ports.ts';
import { modulesFolder, startServer } from './start.ts';

const PASSWORD = 'a long secret';
const runDir = mkdtempSync(join(tmpdir(), 'outdial-kamailio-digest-'));
const template = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8');
let browser: VoiceBrowser;
let kamailio: Awaited<ReturnType<typeof startStrict>>;
beforeAll(async () => {
  [browser, kamailio] = await Promise.all([startVoiceBrowser(), startStrict()]);
});
afterAll(async () => {
  await browser?.close();
  await kamailio?.stop();
  rmSync(runDir, { recursive: true, force: true });
});

/** Kamailio alone, which asks for SHA-256, with qop, and counts how often a nonce is used. */
async function startStrict() {
  const [udp = 0, ws = 0, relay = 0] = await freePorts(3);
  const strict = template
    .replace('"nonce_count", 0)', '"nonce_count", 1)\nmodparam("auth", "algorithm", "SHA-256")')
    .replaceAll(/(auth_challenge|www_challenge)\("@DOMAIN@", "0"\)/g, '$1("@DOMAIN@", "1")');
  const configuration = join(runDir, 'kamailio.cfg');
  const values = {
    ADDRESS: LOOPBACK.address,
    DOMAIN: 'sip.test',
    UDP_PORT: udp,
    WS_PORT: ws,
    RELAY_PORT: relay,
  };
  const limits = { RING_MILLISECONDS: 8000, UNANSWERED_MILLISECONDS: 2000 };
  const users = { MODULES: modulesFolder(), USERS: `  $sht(users=>alice) = "${PASSWORD}";` };
  writeFileSync(configuration, fill(strict, { ...values, ...limits, ...users }));
  const { stop } = await startServer(configuration, runDir, ws, LOOPBACK);
  return { stop, account: { server: `ws://127.0.0.1:${ws}/ws`, domain: 'sip.test', username: 'alice' } };
}

const registered = (page: VoicePage): number =>
  page
    .seen()
    .filter(({ event }) => event.type === 'registration' && event.registration.status === 'registered')
    .length;

/** The challenge to a REGISTER without a password. */
async function challenge(): Promise<string> {
  const socket = new WebSocket(kamailio.account.server, 'sip');
  const answer = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  const register = {
    ...({ kind: 'request', method: 'REGISTER', uri: 'sip:sip.test', body: '' } as const),
    headers: [
      ['via', 'SIP/2.0/WS a.invalid;branch=z9hG4bK1'],
      ['from', '<sip:alice@sip.test>;tag=1'],
      ['to', '<sip:alice@sip.test>'],
      ['call-id', 'asks'],
      ['cseq', '1 REGISTER'],
      ['contact', '<sip:alice@a.invalid;transport=ws>'],
    ] as const,
  };
  socket.send(formatSipMessage(register));
  const parsed = parseSipMessage(await answer);
  socket.close();
  return parsed.ok ? headerOf(parsed.value, 'www-authenticate') : '';
}

describe('Kamailio with SHA-256 (RFC 8760)', () => {
  it('takes our REGISTERs and INVITEs', async () => {
    expect(await challenge()).toMatch(/algorithm="?SHA-256/i);
    const page = await browser.open({ ...kamailio.account, password: PASSWORD });
    await talkingOn(page).registered();
    // The same nonce once more.
    await page.command({ type: 'reconnect' });
    await until('registered again', () => (registered(page) > 1 ? true : undefined));
    const callId = await page.dial('+48600001486');
    expect(await talkingOn(page).ends(callId)).toMatchObject({ cause: 'callee-rejected', status: 486 });
    await page.close();
  });

  it('refuses another password, and is not asked for ever', async () => {
    const page = await browser.open({ ...kamailio.account, password: 'another one' });
    const { event } = await page.event(
      (seen) => seen.type === 'registration' && seen.registration.status === 'failed',
    );
    expect(event).toMatchObject({ registration: { failure: { code: 'wrong-password' } } });
    await page.close();
  });
});
