import type { EndCause, EndReason } from './carrier.ts';
import type { RelayTrouble } from './relay-trouble.ts';

/**
 * What broke where no SIP answer ended the leg.
 * - `no-account`      there is no phone account, or one that no line can be opened with
 * - `not-registered`  the line was not up when the call was to be dialled
 * - `microphone`      the system gave none
 * - `transport`       the connection to the SIP server is gone
 * - `set-up`          the INVITE could not leave in time, or the browser could not make an offer
 * - `no-response`     the INVITE left and nothing came back
 * - `ring-time`       it rang for longer than we wait
 * - `media`           ICE or DTLS failed
 * - `carrier`         the voice page itself broke
 * - the relay's own    audio may go by TURN servers only, and none of them serves
 */
export type Breakage =
  | 'no-account'
  | 'not-registered'
  | 'microphone'
  | 'transport'
  | 'set-up'
  | 'no-response'
  | 'ring-time'
  | 'media'
  | 'carrier'
  | RelayTrouble;

/** How a leg ended, as the SIP side saw it. */
export interface LegEnding {
  readonly direction: 'outbound' | 'inbound';
  readonly rang: boolean;
  readonly answered: boolean;
  /** We asked for the end (CANCEL, BYE, or a refusal of an incoming call). */
  readonly byUs: boolean;
  readonly breakage?: Breakage | undefined;
  /** The final SIP status, where one came. */
  readonly status?: number | undefined;
  readonly phrase?: string | undefined;
  /** The Reason headers (RFC 3326) of the answer, or of the caller's CANCEL, where there are some. */
  readonly why?: string | undefined;
}

/** RFC 3261 section 21: what a final answer to our INVITE means. `silent` is no answer only where it rang. */
const BY_STATUS: Record<number, EndCause | 'silent'> = {
  408: 'silent',
  480: 'silent',
  486: 'callee-rejected',
  487: 'silent',
  504: 'silent',
  600: 'callee-rejected',
  603: 'callee-rejected',
};

const BROKEN: Record<Breakage, string> = {
  'no-account': 'no usable phone account is set up',
  'not-registered': 'the phone isn’t connected',
  microphone: 'no microphone could be opened. Plug one in, or allow it in your computer’s privacy settings.',
  transport: 'connection to the phone system lost',
  'set-up': 'could not be set up in time',
  'no-response': 'the phone system did not respond',
  'ring-time': 'nobody answered',
  media: 'no sound could be connected. A firewall or a VPN may block it.',
  carrier: 'the phone part of the program restarted',
  'relay-refused': 'the relay for the audio (TURN server) refused its user name or password',
  'relay-missing': 'the relay for the audio (TURN server) cannot be reached',
};

const LONGEST_TEXT = 200;

/**
 * The one table from what SIP saw to the Voice port's reason. What we did ourselves outweighs what came
 * after it; 487 that we did not ask for (a proxy's own time-out) counts as silence. Never fails.
 */
export function endReasonOf(ending: LegEnding): EndReason {
  const cause = causeOf(ending);
  const status = ending.status ?? (cause === 'caller-canceled' ? statusElsewhere(ending) : undefined);
  return { cause, ...(status === undefined ? {} : { status }), ...textOf(ending) };
}

/** RFC 3326 section 3.1: a CANCEL with SIP's cause 200 is for a phone whose call another one has answered. */
function statusElsewhere({ direction, why = '' }: LegEnding): number | undefined {
  return direction === 'inbound' && reasonIn(why, 'SIP') === 200 ? 200 : undefined;
}

function causeOf(ending: LegEnding): EndCause {
  if (ending.answered) return ending.breakage === undefined || ending.byUs ? 'hung-up' : 'connection-lost';
  if (ending.byUs) return ending.direction === 'outbound' ? 'caller-canceled' : 'callee-rejected';
  if (ending.breakage === 'ring-time') return 'timed-out';
  if (ending.breakage !== undefined) return 'setup-failed';
  if (ending.direction === 'inbound') return 'caller-canceled';
  if (ending.status === 603 && isOfTheNetwork(ending.why ?? '')) return 'setup-failed';
  const meaning = BY_STATUS[ending.status ?? 0] ?? 'setup-failed';
  if (meaning !== 'silent') return meaning;
  return ending.rang ? 'timed-out' : 'setup-failed';
}

/**
 * Whether the call failed on its way, by its Q.850 cause (ITU-T Q.850 table 1: up to 31 are normal events, above them no
 * circuit, no service, a protocol's error). Asterisk answers 603 wherever it has no better status for a cause.
 */
function isOfTheNetwork(why: string): boolean {
  return reasonIn(why, 'Q.850') > 31;
}

/** The cause that Reason headers name for a protocol (RFC 3326 section 2); NaN where they name none. */
function reasonIn(why: string, protocol: 'SIP' | 'Q.850'): number {
  const of = why.split(',').find((reason) => reason.trim().toUpperCase().startsWith(`${protocol};`)) ?? '';
  return Number(/;\s*cause\s*=\s*(\d+)/i.exec(of)?.[1]);
}

/** A reason phrase comes from the network: one with a number in it is not passed on, it could be a phone number. */
function textOf({ breakage, phrase, byUs }: LegEnding): { text?: string } {
  if (breakage !== undefined && !byUs) return { text: BROKEN[breakage] };
  const words = phrase?.replace(/[\p{C}\s]+/gu, ' ').trim() ?? '';
  return words === '' || /\d[\d\s().-]*\d[\d\s().-]*\d/.test(words)
    ? {}
    : { text: words.slice(0, LONGEST_TEXT) };
}
