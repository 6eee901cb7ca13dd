import { classOf, DIAL_SIGN, HEX_LETTER } from './characters.ts';
import { isEmergencyNumber } from './emergency.ts';
import { judgeMissingPlus, type PlusEvidence } from './lost-plus.ts';
import { samePhoneContext } from './phone-context.ts';
import { type Refused, refuse } from './tel-failure.ts';
import type { TelUri } from './tel-uri.ts';

/** An outside line, an international prefix and the longest number of E.164. */
export const LONGEST_LOCAL = 20;

/**
 * The URI whose `number` may be dialled for a link that reads as `uri`, or why none may.
 *
 * - A global number is dialled as it is; refused are `+0…` and `(0)`, which some countries dial and others don't.
 * - An emergency number is dialled as it is, whatever stands around it.
 * - A local number with phone-context is dialled, without its context, where `contexts` names it: "If a recipient of
 *   the URI intends to place a call to the local number, it MUST understand the context" (section 5.1.5). A context
 *   is never put in front of the number: it "does NOT indicate a prefix".
 * - A bare local number is dialled as written, unless its + may have been lost (`judgeMissingPlus`).
 * - `*`, `#` and letters in a link are refused: codes change the line's settings, letters mean a keypad to people.
 *
 * `text` holds the number from `from` on, up to the first `;`; positions in failures are positions in `text`.
 */
export function toDial(
  uri: TelUri,
  text: string,
  from: number,
  contexts: readonly string[],
  evidence: PlusEvidence,
): { readonly ok: true; readonly value: TelUri } | Refused {
  if (uri.kind === 'global') return globalToDial(uri, text, from);
  const { number, phoneContext } = uri;
  if (isEmergencyNumber(number)) return { ok: true, value: uri };
  const odd = offendingToDial(text, from);
  if (odd !== undefined) return odd;
  if (number.length > LONGEST_LOCAL) {
    return refuse('number-too-long', `A number without + has at most ${LONGEST_LOCAL} digits.`, from);
  }
  if (phoneContext !== undefined) {
    if (contexts.some((context) => samePhoneContext(context, phoneContext))) return { ok: true, value: uri };
    return refuse(
      'phone-context-unknown',
      'The number is only valid in a phone system that this one may not be. Dial it with + and its country code.',
      from,
    );
  }
  switch (judgeMissingPlus(numberText(text, from), number, evidence)) {
    case 'as-written':
      return { ok: true, value: uri };
    case 'lost':
      return { ok: true, value: { ...uri, kind: 'global', number: `+${number}` } };
    case 'doubtful':
      return refuse(
        'lost-plus',
        'The number has no +, which may have been lost on the way here. Check the number and dial it yourself.',
        from,
      );
  }
}

function numberText(text: string, from: number): string {
  const end = text.indexOf(';', from);
  return text.slice(from, end < 0 ? text.length : end);
}

function globalToDial(
  uri: TelUri,
  text: string,
  from: number,
): { readonly ok: true; readonly value: TelUri } | Refused {
  if (uri.number.charCodeAt(1) === 0x30) {
    return refuse('country-code', 'After + comes a country code, and none starts with 0.', from);
  }
  const zero = text.indexOf('(0)', from);
  if (zero >= 0 && numberText(text, from).includes('(0)')) {
    return refuse(
      'trunk-zero',
      'Whether the 0 in "(0)" is dialed depends on the country. Dial it yourself.',
      zero,
    );
  }
  return { ok: true, value: uri };
}

function offendingToDial(text: string, from: number): Refused | undefined {
  for (let at = from; at < text.length && text.charCodeAt(at) !== 0x3b; at += 1) {
    const bits = classOf(text.charCodeAt(at));
    if ((bits & DIAL_SIGN) !== 0) {
      return refuse(
        'feature-code',
        'Links may not dial codes with * or #. Dial it yourself if you trust it.',
        at,
      );
    }
    if ((bits & HEX_LETTER) !== 0) {
      return refuse('letters', 'Letters have no place in a number to dial. Write their digits.', at);
    }
  }
  return undefined;
}
