import { debug, UA, URI } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { RTCSessionEvent, UAConfiguration } from 'jssip/lib/UA';
import type { SipAccount } from '../../app/ipc/phone-line.ts';
import type { Registration } from '../../app/voice/carrier.ts';
import { checkIncoming } from '../../app/voice/incoming-check.ts';
import { type RecordingNotice, readRecordingNotices } from '../../app/voice/recording-notice.ts';
import {
  isAccountTrouble,
  type RegistrationTrouble,
  registrationFailureOf,
} from '../../app/voice/registration-failure.ts';
import { registrationPause } from '../../app/voice/registration-pause.ts';
import { serversOf } from '../../app/voice/server-order.ts';
import { createConnectionCare, type LineUse } from './connection-care.ts';
import { answerOptions } from './jssip-ua.ts';
import { ruleLine } from './line-requests.ts';
import { followNetwork } from './network.ts';
import { createServerSocket, type ServerSocket } from './server-socket.ts';

const PRACTICE_SERVER = 'Outdial Practice PBX';
/** How long the server may take to accept the connection or the REGISTER before the rep is told, in milliseconds. */
const PATIENCE_MILLISECONDS = 8000;
/** JsSIP's own attempts, in seconds: so late that ours always come first. */
const NEVER = 86_400;

export interface LineParts {
  readonly account: SipAccount;
  report(registration: Registration): void;
  onIncoming(session: RTCSession, sipCallId: string): void;
  /** Where a call can be heard; not only while its leg is up. */
  onRecording(notice: RecordingNotice): void;
  /** What would be lost with the connection. */
  use(): LineUse;
  /** Registered over a new connection; `moved`: the network may be another one. */
  onBack(moved: boolean): void;
}

/** The connection to the registrar: registers, registers again, comes back by itself. */
export interface Line {
  readonly ua: UA;
  isConnected(): boolean;
  /** Resolves when registering has come to something: true when registered, false when it failed. */
  settled(): Promise<boolean>;
  /** Connects and registers anew: nothing that is open is trusted. */
  renew(): void;
  close(): void;
}

/** Opens the line. Throws where JsSIP cannot use the account (a wrong server address or name). */
export function openLine(parts: LineParts): Line {
  debug.disable();
  const { account } = parts;
  const socket = createServerSocket(serversOf(account), (message) => {
    if (!care.heard(message)) return false;
    const verdict = checkIncoming(message);
    if (!verdict.pass) {
      if (verdict.answer !== undefined) socket.send(verdict.answer);
      return false;
    }
    for (const notice of readRecordingNotices(message)) parts.onRecording(notice);
    return true;
  });
  const ua = new UA(configurationOf(account, socket));
  ruleLine(ua, account);
  const { domain, username, keepAliveSeconds } = account;
  const care = createConnectionCare({
    ...{ ua, socket, domain, username, keepAliveSeconds },
    use: parts.use,
    register: () => ua.register(),
  });
  let withCredentials = false;
  const sendOn = socket.send;
  socket.send = (message) => {
    // JsSIP does not tell whether a refused REGISTER carried credentials.
    if (typeof message === 'string' && message.startsWith('REGISTER '))
      withCredentials = /^(?:Proxy-)?Authorization:/im.test(message);
    return sendOn(message);
  };
  let last: Registration = { status: 'connecting' };
  let patience = 0;
  let retry = 0;
  let refusals = 0;
  let moved = false;
  let waiting: ((registered: boolean) => void)[] = [];

  function tell(registration: Registration): void {
    last = registration;
    parts.report(registration);
    if (registration.status === 'connecting') return;
    window.clearTimeout(patience);
    for (const resolve of waiting) resolve(registration.status === 'registered');
    waiting = [];
  }
  function fail(trouble: RegistrationTrouble): void {
    const failure = registrationFailureOf(trouble);
    // Each attempt in vain would say the same again.
    if (last.status === 'failed' && last.failure.code === failure.code) return;
    tell({ status: 'failed', failure });
  }
  function expectWithin(trouble: RegistrationTrouble, otherwise?: () => void): void {
    window.clearTimeout(patience);
    patience = window.setTimeout(() => {
      fail(trouble);
      otherwise?.();
    }, PATIENCE_MILLISECONDS);
  }
  function expectAnswer(): void {
    // A server that says nothing to a REGISTER serves as little as one that refuses it.
    expectWithin({ kind: 'timeout' }, () => care.tryAnother() || care.check());
  }
  function register(): void {
    window.clearTimeout(retry);
    if (last.status !== 'registered') expectAnswer();
    ua.register();
  }
  function renew(hasMoved: boolean): void {
    moved ||= hasMoved;
    care.renew();
  }

  ua.on('connecting', () => {
    // Only the first attempt, and the first after a loss, are news; repeated ones would make the light flicker.
    if (last.status === 'connecting') expectWithin({ kind: 'transport' });
  });
  ua.on('connected', () => {
    care.opened();
    expectAnswer();
  });
  ua.on('disconnected', () => {
    window.clearTimeout(retry);
    if (last.status === 'registered') tell({ status: 'connecting' });
    else if (!ua.transport.isConnecting()) fail({ kind: 'transport' });
    care.lost();
  });
  ua.on('registered', ({ response }) => {
    refusals = 0;
    const practice = (response.getHeader('Server') ?? '').startsWith(PRACTICE_SERVER);
    tell({ status: 'registered', practice, server: socket.server() });
    care.registered();
    parts.onBack(moved);
    moved = false;
  });
  ua.on('registrationFailed', ({ response }) => {
    if (response === null && !ua.isConnected()) return;
    const status = response?.status_code;
    // Out of service, not out of order with us: another server of the list may serve.
    if ((status === undefined || status >= 500) && status !== 604 && care.tryAnother()) return;
    fail({ kind: response === null ? 'timeout' : 'answer', status, withCredentials });
    if (last.status === 'failed' && isAccountTrouble(last.failure.code)) return;
    window.clearTimeout(retry);
    const pause = registrationPause(refusals, response?.getHeader('Retry-After') ?? '');
    refusals += 1;
    retry = window.setTimeout(() => ua.isConnected() && register(), pause);
  });
  ua.on('newRTCSession', ({ originator, session, request }: RTCSessionEvent) => {
    if (String(originator) === 'remote') parts.onIncoming(session, request.getHeader('Call-ID') ?? '');
  });
  // With a listener JsSIP answers each MESSAGE with 200; what it says has been read off the wire by then.
  ua.on('newMessage', () => undefined);
  answerOptions(ua);
  const unfollow = followNetwork({ changed: () => renew(true), doubtful: care.check });
  parts.report(last);
  ua.start();

  return {
    ua,
    isConnected: () => ua.isConnected(),
    settled() {
      if (last.status === 'registered') return Promise.resolve(true);
      if (last.status === 'failed') {
        if (ua.isConnected()) return Promise.resolve(false);
        // Somebody wants to call now: the server may be back since the last attempt.
        tell({ status: 'connecting' });
        expectWithin({ kind: 'transport' });
        care.hurry();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    renew: () => renew(true),
    close() {
      window.clearTimeout(patience);
      window.clearTimeout(retry);
      unfollow();
      care.close();
      ua.stop();
    },
  };
}

function configurationOf(account: SipAccount, socket: ServerSocket): UAConfiguration {
  const name = account.displayName?.replace(/["\\\p{C}]/gu, '').trim();
  return {
    sockets: socket,
    uri: new URI('sip', account.username, account.domain).toString(),
    ...(name ? { display_name: name } : {}),
    register_expires: 300,
    // Main decides how long it rings; JsSIP's own limit only has to be longer.
    no_answer_timeout: 180,
    connection_recovery_min_interval: NEVER,
    connection_recovery_max_interval: NEVER,
    user_agent: 'Outdial',
  };
}
