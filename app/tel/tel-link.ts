import type { Result } from '../result.ts';
import { checkCallId, endIsKnown } from './call-id.ts';
import { toDial } from './dialed-number.ts';
import { looksLikeTelLink, unwrapLink } from './handed-over.ts';
import { type Refused, refuse, type TelFailure } from './tel-failure.ts';
import type { TelUri } from './tel-uri.ts';
import { parameterOf, scanSubscriber } from './telephone-subscriber.ts';
import { undoEncoding } from './undo-encoding.ts';

/** What a link asks for, ready for the desk. */
export interface DialRequest {
  /** What is dialled: `+` and digits, or a local number's digits. */
  readonly number: string;
  /** Digits to dial after the answer. */
  readonly extension?: string;
  /** The link says `source=outreach`; any web page can. */
  readonly fromOutreach: boolean;
  /** The value of `call-id`, each character as it came; only of links with `source=outreach`. */
  readonly outreachCallId?: string;
  /**
   * The link as a URI. A local number without phone-context, as web pages write it, is `kind: 'local'` without
   * `phoneContext`: RFC 3966 has no such URI, and `parseTelUri` refuses what `formatTelUri` makes of it.
   */
  readonly uri: TelUri;
}

export interface ReadOptions {
  /** The phone-contexts in which the rep's own phone system dials, such as its SIP domain. */
  readonly contexts?: readonly string[];
}

const NO_CONTEXTS: readonly string[] = [];

/**
 * Reads what a system hands over for a click on a `tel:` link: upper case, quotes, `tel://`, `%2B`, spaces, a trailing
 * slash or line break, a lost `+`. Never throws. Where a number or a call-id could come out wrong it fails, with a
 * code of `TEL_FAILURE_CODES`, a sentence for the rep, and the position in `raw`; the rules are with each step.
 */
export function readTelLink(raw: string, options?: ReadOptions): Result<DialRequest, TelFailure> {
  const inside = unwrapLink(raw);
  if (!inside.ok) return inside;
  const { from, to } = inside;
  const scanned = scanSubscriber(raw, from, to);
  if (scanned.ok) {
    const text = to === raw.length ? raw : raw.slice(0, to);
    return request(scanned.value, text, from, inside.cutAt >= 0, false, options);
  }
  if (scanned.failure.code !== 'number') return scanned;
  const undone = undoEncoding(raw, from, to);
  if (!undone.ok) return undone;
  const again = scanSubscriber(undone.text, 0, undone.text.length);
  const result = again.ok
    ? request(again.value, undone.text, 0, undone.cut || inside.cutAt >= 0, undone.spaceBefore, options)
    : again;
  return result.ok
    ? result
    : placedAt(result.failure, undone.positions[result.failure.at] ?? result.failure.at);
}

function placedAt(failure: TelFailure, at: number): Refused {
  return refuse(failure.code, failure.message, at);
}

function request(
  scanned: TelUri,
  text: string,
  from: number,
  cut: boolean,
  spaceBefore: boolean,
  options: ReadOptions | undefined,
): Result<DialRequest, TelFailure> {
  const { parameters, extension } = scanned;
  const source = parameterOf(parameters, 'source')?.value;
  const fromOutreach = source !== undefined && (source === 'outreach' || source.toLowerCase() === 'outreach');
  const callId = fromOutreach ? parameterOf(parameters, 'call-id') : undefined;
  if (callId !== undefined) {
    const refused = checkCallId(callId.value, () => placeOf(text, 'call-id'));
    if (refused !== undefined) return refused;
  }
  if (cut && callId?.value !== undefined && endsWithCallId(text) && !endIsKnown(callId.value)) {
    return refuse('doubtful-end', 'What follows the call-id may or may not belong to it.', text.length);
  }
  if (extension === '') return refuse('extension', 'The extension has no digits.', placeOf(text, 'ext'));
  const dialed = toDial(scanned, text, from, options?.contexts ?? NO_CONTEXTS, {
    spaceBefore,
    fromOutreach: callId !== undefined,
  });
  if (!dialed.ok) return dialed;
  const uri = dialed.value;
  const value: { -readonly [Key in keyof DialRequest]: DialRequest[Key] } = {
    number: uri.number,
    fromOutreach,
    uri,
  };
  if (extension !== undefined) value.extension = extension;
  if (callId?.value !== undefined) value.outreachCallId = callId.value;
  return { ok: true, value };
}

/** The index of a parameter's name in the link; only asked once something is wrong with it. */
function placeOf(text: string, name: string): number {
  const at = text.toLowerCase().search(new RegExp(`;${name}(?=[=;]|$)`));
  return at < 0 ? text.length : at + 1;
}

function endsWithCallId(text: string): boolean {
  return text
    .slice(text.lastIndexOf(';') + 1)
    .toLowerCase()
    .startsWith('call-id=');
}

/** Digits that a launcher which doesn't quote its link has cut off at a space: `tel:+1 234` arrives as two arguments. */
const CUT_OFF = /^[\d(][\d().-]*(?:;.*)?\/?$/;

/**
 * Every `tel:` link among a program's arguments, each as it came and in order; flags, paths and `--` are passed over.
 * An argument that can only be the rest of the link before it is joined to it again, because dialling the first half
 * would call somebody else.
 */
export function findTelLinks(argv: readonly string[]): string[] {
  const links: string[] = [];
  let open = false;
  for (const argument of argv) {
    if (looksLikeTelLink(argument)) {
      links.push(argument);
      open = true;
    } else if (open && CUT_OFF.test(argument)) {
      links.push(`${links.pop()} ${argument}`);
    } else {
      open = false;
    }
  }
  return links;
}
