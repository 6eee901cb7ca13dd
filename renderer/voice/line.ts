import { debug, UA, URI, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { RTCSessionEvent, UAConfiguration } from 'jssip/lib/UA';
import type { SipAccount } from '../../app/ipc/contract.ts';
import type { Registration } from '../../app/voice/carrier.ts';
import { type RecordingNotice, readRecordingNotices } from '../../app/voice/recording-notice.ts';
import {
  isAccountTrouble,
  type RegistrationTrouble,
  registrationFailureOf,
} from '../../app/voice/registration-failure.ts';
import { readIncoming } from './jssip-quirks.ts';

const PRACTICE_SERVER = 'Outdial Practice PBX';
/** How long the server may take to accept the connection or the REGISTER before the rep is told, in milliseconds. */
const PATIENCE_MILLISECONDS = 8000;
const RETRY_MILLISECONDS = [5000, 10_000, 20_000, 40_000, 60_000];

export interface LineParts {
  readonly account: SipAccount;
  report(registration: Registration): void;
  onIncoming(session: RTCSession, sipCallId: string): void;
  /** Where a call can be heard; not only while its leg is up. */
  onRecording(notice: RecordingNotice): void;
}

/** The connection to the registrar: registers, registers again, comes back by itself. */
export interface Line {
  readonly ua: UA;
  isConnected(): boolean;
  /** Resolves when registering has come to something: true when registered, false when it failed. */
  settled(): Promise<boolean>;
  /** Registers now, over the connection there is. */
  register(): void;
  close(): void;
}

/** Opens the line. Throws where JsSIP cannot use the account (a wrong server address or name). */
export function openLine(parts: LineParts): Line {
  debug.disable();
  const { account } = parts;
  const socket = new WebSocketInterface(account.server);
  let withCredentials = false;
  const sendOn = socket.send.bind(socket);
  socket.send = (message) => {
    // JsSIP does not tell whether a refused REGISTER carried credentials.
    if (typeof message === 'string' && message.startsWith('REGISTER ')) {
      withCredentials = /^(?:Proxy-)?Authorization:/im.test(message);
    }
    return sendOn(message);
  };
  readIncoming(socket, (message) => {
    for (const notice of readRecordingNotices(message)) parts.onRecording(notice);
  });
  const ua = new UA(configurationOf(account, socket));
  let last: Registration = { status: 'connecting' };
  let patience: number | undefined;
  let retry: number | undefined;
  let refusals = 0;
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
  function expectWithin(trouble: RegistrationTrouble): void {
    window.clearTimeout(patience);
    patience = window.setTimeout(() => fail(trouble), PATIENCE_MILLISECONDS);
  }
  function register(): void {
    window.clearTimeout(retry);
    if (last.status !== 'registered') expectWithin({ kind: 'timeout' });
    ua.register();
  }

  ua.on('connecting', () => {
    // Only the first attempt, and the first after a loss, are news; repeated ones would make the light flicker.
    if (last.status === 'connecting') expectWithin({ kind: 'transport' });
  });
  ua.on('connected', () => expectWithin({ kind: 'timeout' }));
  ua.on('disconnected', () => {
    if (last.status === 'registered') tell({ status: 'connecting' });
    else fail({ kind: 'transport' });
  });
  ua.on('registered', ({ response }) => {
    refusals = 0;
    tell({
      status: 'registered',
      practice: (response.getHeader('Server') ?? '').startsWith(PRACTICE_SERVER),
    });
  });
  ua.on('registrationFailed', ({ response }) => {
    if (response === null && !ua.isConnected()) return;
    const status = response?.status_code;
    fail({ kind: response === null ? 'timeout' : 'answer', status, withCredentials });
    if (last.status === 'failed' && isAccountTrouble(last.failure.code)) return;
    window.clearTimeout(retry);
    const pause = RETRY_MILLISECONDS[Math.min(refusals, RETRY_MILLISECONDS.length - 1)];
    refusals += 1;
    retry = window.setTimeout(() => ua.isConnected() && register(), pause);
  });
  ua.on('newRTCSession', ({ originator, session, request }: RTCSessionEvent) => {
    if (String(originator) === 'remote') parts.onIncoming(session, request.getHeader('Call-ID') ?? '');
  });
  // With a listener JsSIP answers each MESSAGE with 200; what it says has been read off the wire by then.
  ua.on('newMessage', () => undefined);
  parts.report(last);
  ua.start();

  return {
    ua,
    isConnected: () => ua.isConnected(),
    settled() {
      if (last.status !== 'connecting') return Promise.resolve(last.status === 'registered');
      return new Promise((resolve) => waiting.push(resolve));
    },
    register,
    close() {
      window.clearTimeout(patience);
      window.clearTimeout(retry);
      ua.stop();
    },
  };
}

function configurationOf(account: SipAccount, socket: WebSocketInterface): UAConfiguration {
  const name = account.displayName?.replace(/["\\\p{C}]/gu, '').trim();
  return {
    sockets: socket,
    uri: new URI('sip', account.username, account.domain).toString(),
    authorization_user: account.username,
    password: account.password,
    ...(name ? { display_name: name } : {}),
    register_expires: 300,
    // Main decides how long it rings; JsSIP's own limit only has to be longer.
    no_answer_timeout: 180,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 15,
    user_agent: 'Outdial',
  };
}
