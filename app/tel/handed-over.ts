import { type Refused, refuse } from './tel-failure.ts';
import { offendingInScheme } from './tel-uri.ts';

/** Windows starts a program with at most this many characters of link; a longer one has lost its end somewhere. */
const LONGEST_LINK = 2048;

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;

/** Where in the raw text the number and its parameters stand. */
export interface Unwrapped {
  readonly ok: true;
  readonly from: number;
  readonly to: number;
  /** Where something was taken off the end that could also belong to the last value (a slash, `%20`); -1 for nothing. */
  readonly cutAt: number;
}

/** Space, tab, line breaks, no-break space and byte order mark. */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xfeff;
}

/** Whether `text` is, under its quotes and blanks, a `tel:` link of any quality. */
export function looksLikeTelLink(text: string): boolean {
  let at = 0;
  while (at < text.length && isWrapping(text.charCodeAt(at))) at += 1;
  return offendingInScheme(text, at) < 0;
}

function isWrapping(code: number): boolean {
  return code === QUOTE || code === APOSTROPHE || isBlank(code);
}

/**
 * Takes off what systems put round a link: blanks and line breaks, quotes, the scheme in any case, the slashes of
 * `tel://` and `tel:///`, and one slash at the end. Looks at nothing inside.
 */
export function unwrapLink(raw: string): Unwrapped | Refused {
  if (raw.length > LONGEST_LINK) {
    return refuse('link-too-long', `The link has more than ${LONGEST_LINK} characters.`, LONGEST_LINK);
  }
  let from = 0;
  let to = raw.length;
  let single = false;
  while (from < to && isWrapping(raw.charCodeAt(from))) {
    if (raw.charCodeAt(from) === APOSTROPHE) {
      if (single) return refuse('quotes', 'The link is quoted twice.', from);
      single = true;
    }
    from += 1;
  }
  const scheme = offendingInScheme(raw, from);
  if (scheme >= 0) {
    return refuse(
      'not-tel',
      'This is no phone link: it does not start with "tel:".',
      Math.min(scheme, raw.length),
    );
  }
  from += 4;
  to = withoutBlanks(raw, from, to);
  // " never belongs to a link; ' may, so it is only taken off where one stands in front.
  while (to > from && raw.charCodeAt(to - 1) === QUOTE) to = withoutBlanks(raw, from, to - 1);
  if (single) {
    if (raw.charCodeAt(to - 1) !== APOSTROPHE) return refuse('quotes', 'The closing quote is missing.', to);
    to = withoutBlanks(raw, from, to - 1);
  }
  for (let slashes = 0; slashes < 3 && from < to && raw.charCodeAt(from) === SLASH; slashes += 1) from += 1;
  const whole = to;
  to = withoutEncodedBlanks(raw, from, to);
  if (to > from && raw.charCodeAt(to - 1) === SLASH) to = withoutEncodedBlanks(raw, from, to - 1);
  return { ok: true, from, to, cutAt: to < whole ? to : -1 };
}

function withoutBlanks(raw: string, from: number, end: number): number {
  let to = end;
  while (to > from && isBlank(raw.charCodeAt(to - 1))) to -= 1;
  return to;
}

/** The end of the text without blanks there, bare or as `%20`, `%09`, `%0A`, `%0D`. */
function withoutEncodedBlanks(raw: string, from: number, end: number): number {
  let to = withoutBlanks(raw, from, end);
  while (to - 3 >= from && raw.charCodeAt(to - 3) === 0x25 && isEncodedBlank(raw.slice(to - 2, to))) {
    to = withoutBlanks(raw, from, to - 3);
  }
  return to;
}

function isEncodedBlank(hex: string): boolean {
  return hex === '20' || hex === '09' || hex === '0A' || hex === '0D' || hex === '0a' || hex === '0d';
}
