import type { Failure } from '../result.ts';

/** Every reason for which a `tel:` URI, a link or a typed number is refused. */
export const TEL_FAILURE_CODES = [
  /** The text does not start with `tel:`. */
  'not-tel',
  /** Nothing stands where the number should. */
  'empty',
  /** A character that no phone number has in this place. */
  'number',
  /** Separators, but nothing to dial. */
  'no-digits',
  /** More digits than E.164 or a dial plan has. */
  'number-too-long',
  /** `+0…`: no country code starts with 0. */
  'country-code',
  /** `+44 (0) 20 …`: whether the 0 is dialled depends on the country. */
  'trunk-zero',
  /** The `+` may have been lost on the way. */
  'lost-plus',
  'parameter-name',
  'parameter-value',
  'parameter-twice',
  /** An unknown `m-…` parameter (RFC 3966, section 5.4). */
  'mandatory-parameter',
  'percent-encoding',
  'encoded-twice',
  /** `%3B` among bare `;`: whether it separates can't be told. */
  'encoded-in-part',
  'extension',
  'extension-too-long',
  'extension-and-subaddress',
  'phone-context',
  /** A local number that does not say where it is valid. */
  'phone-context-missing',
  /** A local number of somebody else's phone system. */
  'phone-context-unknown',
  'letters',
  /** `*` or `#` in a link, which could change the settings of the rep's line. */
  'feature-code',
  'call-id',
  /** A slash or space behind a call-id that may or may not be part of it. */
  'doubtful-end',
  'quotes',
  'link-too-long',
] as const;
export type TelFailureCode = (typeof TEL_FAILURE_CODES)[number];

/** Why a text is refused, and where: `at` is the index (from 0) of the first wrong character in the given text. */
export interface TelFailure extends Failure<TelFailureCode> {
  readonly at: number;
}

export interface Refused {
  readonly ok: false;
  readonly failure: TelFailure;
}

export function refuse(code: TelFailureCode, message: string, at: number): Refused {
  return { ok: false, failure: { code, message, at } };
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'A space',
  '%': 'A percent sign',
  '"': 'A quotation mark',
};

/** Names one character of a refused text for a person; invisible and foreign ones by their Unicode number. */
export function nameOfCharacter(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  if (code > 0x20 && code < 0x7f && code !== 0x22 && code !== 0x25) return `"${String.fromCodePoint(code)}"`;
  return (
    NAMES[String.fromCodePoint(code)] ?? `The character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  );
}
