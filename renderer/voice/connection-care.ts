import type { UA } from 'jssip';
import { createKeepAlive } from '../../app/voice/keep-alive.ts';
import { createOwedHangUps } from '../../app/voice/owed-hang-ups.ts';
import { reconnectPause } from '../../app/voice/reconnect-pause.ts';
import { dialogWith, watchSending } from './jssip-ua.ts';
import { createOptionsPing } from './options-ping.ts';
import { pageClock } from './page-clock.ts';
import type { ServerSocket } from './server-socket.ts';

const KEEP_ALIVE_SECONDS = 30;
const KEEP_ALIVE_SECONDS_IN_CALL = 10;
/** A request that says how a call goes on is answered sooner than this, or the connection is looked at. In milliseconds. */
const ANSWER_MILLISECONDS = 3000;
/** A connection over which we can't register may still take a hang-up, in milliseconds. */
const UNREGISTERED_MILLISECONDS = 3000;
/** How often a first server that had failed is looked at while no call is up, in milliseconds. */
const HOME_MILLISECONDS = 60_000;

/** What the calls would lose with the connection. */
export type LineUse = 'idle' | 'setting-up' | 'in-call';

export interface ConnectionCareParts {
  readonly ua: UA;
  readonly socket: ServerSocket;
  readonly username: string;
  readonly domain: string;
  readonly keepAliveSeconds: number | undefined;
  use(): LineUse;
  register(): void;
}

export type ConnectionCare = ReturnType<typeof createConnectionCare>;

/** Keeps the line's connection alive, brings it back when it is lost, and delivers over the new one what the old one owed. */
export function createConnectionCare(parts: ConnectionCareParts) {
  const { ua, socket } = parts;
  const owed = createOwedHangUps(() => performance.now());
  /** By SIP Call-ID: a BYE is sent again in its dialog, which knows the next CSeq and the password. */
  const dialogs = new Map<string, ReturnType<typeof dialogWith>>();
  const ping = createOptionsPing({ ...parts, send: (message) => socket.send(message) });
  let attempt = 0;
  let retry = 0;
  let delivery = 0;
  let closing = false;
  let renewing = false;
  let heardAt = 0;
  const keepAlive = createKeepAlive({
    clock: pageClock,
    pause() {
      const idle = parts.keepAliveSeconds ?? KEEP_ALIVE_SECONDS;
      return 1000 * (parts.use() === 'idle' ? idle : Math.min(idle, KEEP_ALIVE_SECONDS_IN_CALL));
    },
    ask: ping.send,
    register: parts.register,
    dead: socket.drop,
  });
  const homeward = window.setInterval(() => void goHome(), HOME_MILLISECONDS);
  watchSending(ua, (message, wentOut) => {
    owed.sent(message, wentOut);
    if (!/^(?:BYE|CANCEL|INVITE) /.test(message)) return;
    keepAlive.pauseChanged();
    const [, sipCallId = ''] = /^Call-ID: (.*)\r$/im.exec(message) ?? [];
    const [, remoteTag = ''] = /^To: .*;tag=([^;\r]*)/im.exec(message) ?? [];
    if (message.startsWith('BYE '))
      dialogs.set(sipCallId, dialogWith(ua, sipCallId, remoteTag) ?? dialogs.get(sipCallId));
    const at = performance.now();
    if (wentOut) window.setTimeout(() => heardAt < at && keepAlive.check(), ANSWER_MILLISECONDS);
  });

  function connect(): void {
    window.clearTimeout(retry);
    if (!closing) ua.transport.connect();
  }
  function connectLater(): void {
    window.clearTimeout(retry);
    retry = window.setTimeout(connect, reconnectPause(attempt, parts.use() !== 'idle', Math.random()));
    attempt += 1;
  }
  function renew(): void {
    attempt = 0;
    renewing = true;
    ua.transport.disconnect();
    renewing = false;
    connect();
  }
  async function goHome(): Promise<void> {
    if (socket.isHome() || !ua.isConnected() || parts.use() !== 'idle') return;
    if ((await socket.homeIsBack()) && parts.use() === 'idle' && !closing) renew();
  }
  function deliver(): void {
    window.clearTimeout(delivery);
    for (const { kind, sipCallId, message } of owed.due()) {
      const dialog = kind === 'BYE' ? dialogs.get(sipCallId) : undefined;
      if (dialog === undefined) socket.send(message);
      else dialog.sendRequest('BYE');
    }
  }
  /** A dialog holds its session with all its media: it goes as soon as its BYE is answered. */
  function forgetDialogs(): void {
    for (const sipCallId of dialogs.keys()) if (!owed.hasBye(sipCallId)) dialogs.delete(sipCallId);
  }

  return {
    opened(): void {
      keepAlive.opened();
      window.clearTimeout(delivery);
      delivery = window.setTimeout(deliver, UNREGISTERED_MILLISECONDS);
    },
    registered(): void {
      attempt = 0;
      deliver();
    },
    lost(): void {
      keepAlive.closed();
      owed.lost();
      window.clearTimeout(delivery);
      if (!closing && !renewing) connectLater();
    },
    /** A message came. False where it is the answer to a question of our own, which is nothing to JsSIP. */
    heard(message: string): boolean {
      const ours = ping.isAnswer(message);
      heardAt = performance.now();
      owed.heard(message);
      forgetDialogs();
      keepAlive.heard(ours);
      return !ours;
    },
    /**
     * The network may be another one, or the computer slept: whatever is open is not trusted. A call that is being set up
     * would be lost with its connection, so that one is only looked at.
     */
    renew(): void {
      if (closing) return;
      if (ua.isConnected() && parts.use() === 'setting-up') keepAlive.check();
      else renew();
    },
    /** Tries to connect now, where it would only be tried later. */
    hurry(): void {
      if (!socket.isConnected() && !socket.isConnecting()) {
        attempt = 0;
        connect();
      }
    },
    check: keepAlive.check,
    /** The server does not serve: the next one, where there is one. */
    tryAnother(): boolean {
      if (!socket.avoid()) return false;
      renew();
      return true;
    },
    close(): void {
      closing = true;
      keepAlive.closed();
      window.clearTimeout(retry);
      window.clearTimeout(delivery);
      window.clearInterval(homeward);
    },
  };
}
