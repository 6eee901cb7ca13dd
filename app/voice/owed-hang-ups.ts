import { readSipHead, type SipHead } from './sip-head.ts';

/** After this the far end has given up by itself, or its phone system has. In milliseconds. */
const LONGEST = 5 * 60_000;
const MOST = 20;
/** A server that refuses it this often will not take it any more. */
const MOST_ATTEMPTS = 6;

/** A hang-up that the server has not taken. */
export interface OwedHangUp {
  readonly kind: 'BYE' | 'CANCEL';
  readonly sipCallId: string;
  /** The request as it is to be sent, or was. */
  readonly message: string;
}

interface Entry extends OwedHangUp {
  readonly since: number;
  /** The number of CSeq, by which its answer is known. */
  readonly sequence: string;
  attempts: number;
  /** The connection it went out on is gone, or it never went out. */
  owed: boolean;
}

export type OwedHangUps = ReturnType<typeof createOwedHangUps>;

/**
 * Watches what goes out and comes in, and keeps each hang-up whose connection went away before its answer came: a BYE;
 * and a CANCEL for each INVITE that was left without a final answer, because the far end may still be ringing (its
 * caller is told that the call is over). Whoever connects again sends them again, for five minutes.
 *
 * @param now milliseconds
 */
export function createOwedHangUps(now: () => number) {
  let entries: Entry[] = [];

  function keep(entry: Omit<Entry, 'since' | 'attempts' | 'owed'>, wentOut: boolean): void {
    const before = entries.find(
      ({ kind, sipCallId }) => kind === entry.kind && sipCallId === entry.sipCallId,
    );
    entries = entries.filter((other) => other !== before).slice(-MOST + 1);
    entries.push({
      ...entry,
      since: before?.since ?? now(),
      attempts: before?.attempts ?? 0,
      owed: !wentOut,
    });
  }

  return {
    /** A message of ours; `wentOut` false where there was no connection to take it. */
    sent(message: string, wentOut: boolean): void {
      if (!/^(?:BYE|INVITE) /.test(message)) return;
      const head = readSipHead(message);
      const sipCallId = head.header('call-id');
      const sequence = sequenceOf(head);
      if (head.method === 'BYE') keep({ kind: 'BYE', sipCallId, sequence, message }, wentOut);
      // An INVITE inside of a call has a tag; one that never left rings nowhere.
      else if (wentOut && !/;\s*tag=/i.test(head.header('to')))
        keep({ kind: 'CANCEL', sipCallId, sequence, message: cancelOf(message, head) }, true);
    },
    heard(message: string): void {
      if (entries.length === 0 || !message.startsWith('SIP/2.0 ')) return;
      const head = readSipHead(message);
      const [sequence, method] = head.header('cseq').split(/\s+/);
      const kind =
        method === 'BYE' ? 'BYE' : method === 'INVITE' || method === 'CANCEL' ? 'CANCEL' : undefined;
      const entry = entries.find(
        (one) => one.kind === kind && one.sipCallId === head.header('call-id') && one.sequence === sequence,
      );
      if (entry === undefined || head.status === undefined || head.status < 200) return;
      // The answer to a CANCEL of JsSIP's own says nothing yet: the INVITE's is still to come.
      if (method === 'CANCEL' && !entry.owed) return;
      if (entry.kind === 'BYE' && isPassing(head.status)) entry.owed = true;
      else entries = entries.filter((other) => other !== entry);
    },
    /** The connection is gone, and with it every answer that has not come. */
    lost(): void {
      for (const entry of entries) entry.owed = true;
    },
    /** What is to be sent now; each one is counted as an attempt. */
    due(): readonly OwedHangUp[] {
      entries = entries.filter(({ since, attempts }) => now() - since <= LONGEST && attempts < MOST_ATTEMPTS);
      const due = entries.filter(({ owed }) => owed);
      for (const entry of due) entry.attempts += 1;
      return due.map(({ kind, sipCallId, message }) => ({ kind, sipCallId, message }));
    },
    /** Whether this call's BYE waits for its answer, or for a connection. */
    hasBye: (sipCallId: string) => entries.some((one) => one.kind === 'BYE' && one.sipCallId === sipCallId),
    /** Whether a hang-up waits for its answer, or for a connection. */
    any: () => entries.some(({ kind, owed }) => owed || kind === 'BYE'),
  };
}

/** Not registered yet, busy or starting: the same server may take it later. Everything else is an answer. */
function isPassing(status: number): boolean {
  return (
    status === 401 || status === 403 || status === 407 || (status >= 500 && status < 600 && status !== 501)
  );
}

function sequenceOf(head: SipHead): string {
  return head.header('cseq').split(/\s+/)[0] ?? '';
}

/** RFC 3261 section 9.1: Request-URI, Call-ID, To, From, Route, the number of CSeq and the one Via are the INVITE's. */
function cancelOf(invite: string, head: SipHead): string {
  const uri = invite.slice('INVITE '.length, invite.indexOf(' SIP/2.0'));
  return [
    `CANCEL ${uri} SIP/2.0`,
    `Via: ${head.header('via')}`,
    ...head.headers('route').map((route) => `Route: ${route}`),
    'Max-Forwards: 69',
    `To: ${head.header('to')}`,
    `From: ${head.header('from')}`,
    `Call-ID: ${head.header('call-id')}`,
    `CSeq: ${sequenceOf(head)} CANCEL`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
}
