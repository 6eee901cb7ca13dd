import { isBlank } from './handed-over.ts';
import { octetAt } from './percent.ts';
import { nameOfCharacter, type Refused, refuse } from './tel-failure.ts';

const PERCENT = 0x25;
const SEMICOLON = 0x3b;

/** A link's inside, as it was before a system encoded it. */
export interface Undone {
  readonly ok: true;
  readonly text: string;
  /** For each character of `text` (and its end) the index in the raw text it came from. */
  readonly positions: readonly number[];
  /** Blanks stood before the number. */
  readonly spaceBefore: boolean;
  /** The link was encoded as a whole, and had a slash at its end, which is no longer in `text`. */
  readonly cut: boolean;
}

/**
 * Undoes what systems do to the number between `from` and `to`: `%2B` for `+`, encoded separators and digits, and
 * spaces, bare or encoded, which become the visual separator `-`. Parameters stay as they are, because an encoded `;`
 * in a value is part of that value; but where no bare `;` stands anywhere, `%3B` shows that the link was encoded as a
 * whole, and the whole is decoded, once. What was encoded twice is refused.
 */
export function undoEncoding(raw: string, from: number, to: number): Undone | Refused {
  const bare = raw.indexOf(';', from);
  const numberTo = bare < 0 || bare > to ? to : bare;
  const positions: number[] = [];
  let text = '';
  let spaceBefore = false;
  let blanks = -1;
  let whole = false;
  let at = from;
  while (at < to) {
    const inNumber = !whole && at < numberTo;
    if (!inNumber && !whole) break;
    const decoded = whole ? decodeWhole(raw, at, to) : decodeNumber(raw, at, to);
    if ('ok' in decoded) return decoded;
    if (inNumber && isBlank(decoded.code) && decoded.code !== 0x0a && decoded.code !== 0x0d) {
      spaceBefore ||= text === '';
      blanks = at;
    } else {
      if (inNumber && decoded.code === SEMICOLON) {
        if (numberTo < to) {
          return refuse(
            'encoded-in-part',
            'A ";" is encoded as %3B, but others in the same link are not.',
            at,
          );
        }
        whole = true;
      } else if (blanks >= 0 && text !== '') {
        text += '-';
        positions.push(blanks);
      }
      blanks = -1;
      text += String.fromCharCode(decoded.code);
      positions.push(at);
    }
    at += decoded.length;
  }
  for (; at < to; at += 1) {
    text += raw.charAt(at);
    positions.push(at);
  }
  const cut = whole && text.endsWith('/');
  positions.push(to);
  return { ok: true, text: cut ? text.slice(0, -1) : text, positions, spaceBefore, cut };
}

interface Decoded {
  readonly code: number;
  readonly length: number;
}

function decodeNumber(raw: string, at: number, to: number): Decoded | Refused {
  const code = raw.charCodeAt(at);
  if (code !== PERCENT) return { code, length: 1 };
  const octet = octetAt(raw, at, to);
  if (octet < 0)
    return refuse('percent-encoding', 'A percent sign needs two hexadecimal digits after it.', at);
  if (octet === PERCENT) return refuse('encoded-twice', 'The number was encoded twice on its way.', at);
  if (octet === 0xc2 && octetAt(raw, at + 3, to) === 0xa0) return { code: 0xa0, length: 6 };
  if (octet >= 0x20 && octet < 0x7f) return { code: octet, length: 3 };
  return refuse('number', `${nameOfOctet(octet)} does not belong in a phone number.`, at);
}

/**
 * Octets outside ASCII stay encoded: the reader of the value puts them together. A bare `%` is refused, because with
 * what is decoded after it it would become another code.
 */
function decodeWhole(raw: string, at: number, to: number): Decoded | Refused {
  const octet = octetAt(raw, at, to);
  if (octet < 0 && raw.charCodeAt(at) === PERCENT) {
    return refuse('percent-encoding', 'A percent sign needs two hexadecimal digits after it.', at);
  }
  return octet < 0 || octet > 0x7f ? { code: raw.charCodeAt(at), length: 1 } : { code: octet, length: 3 };
}

function nameOfOctet(octet: number): string {
  return octet < 0x80 ? nameOfCharacter(String.fromCharCode(octet), 0) : 'An encoded character outside ASCII';
}
