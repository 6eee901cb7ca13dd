import { fail, ok, type Result } from '../../../app/result.ts';
import { readTelLink } from '../../../app/tel/tel-link.ts';
import type { NumberFormats } from './number-format.ts';
import { type FieldNumber, plain, significant } from './significant.ts';

export interface Pasted {
  readonly field: FieldNumber;
  /** A tel: link as it was pasted; dialled in place of the field for as long as the field isn't edited. */
  readonly link?: string;
}

/** ITU-T E.164 allows 15 digits; national numbers may carry a carrier's prefix. More than that is two numbers. */
const MOST_DIGITS = 17;
/** Both sides of a slash this long are two numbers, not an area code and a number. */
const WHOLE_NUMBER = 7;
/** Marks that copying from a web page or a chat leaves behind: zero-width characters and writing directions. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const LINK = /^[\s"'<(]*tel:/i;
const LABEL = /^(?:phone|telephone|mobile|cell|office|work|home|direct|main|fax|tel|t|m|p|d|o)\s*[.:)]\s*/;
const EXTENSION = /[\s,;]*(?:extension|extn|ext|x|\s#)[\s.:]*(\d{1,20})$/;
/** Separators people write: spaces, dots, brackets, slashes, and every dash there is. */
const NUMBER = /^\+?[\d*#\s.()[\]/·\u2010-\u2015\u2212-]+$/u;

/**
 * Reads what the rep pastes into the number field: a number in any layout, with or without an
 * extension, or a tel: link. In doubt it refuses and says why; it never guesses a digit.
 *
 * @param formats needed only for the written trunk zero, `+44 (0)20 …`; without it such a number is refused
 */
export function readPasted(text: string, formats: NumberFormats | null): Result<Pasted> {
  if (text.length > 4096) return fail('too-long', 'That is too much text for a phone number.');
  if (LINK.test(text)) return readLink(text);
  const tidy = plain(text.replace(INVISIBLE, ''))
    .trim()
    .replace(/^[<"']+|[>"']+$/g, '')
    .trim()
    .replace(LABEL, '');
  if (!/\d/.test(tidy)) return fail('no-number', 'There is no phone number in what you pasted.');
  const extension = EXTENSION.exec(tidy);
  const body = (extension ? tidy.slice(0, extension.index) : tidy).trim();
  if (isSeveral(body)) return fail('several', 'That looks like more than one number. Paste one at a time.');
  if (!NUMBER.test(body.replace(/^\(\+/, '+('))) {
    return fail('not-a-number', 'That isn’t a phone number: it has characters a phone can’t dial.');
  }
  const number = bare(body, formats);
  if (!number)
    return fail('trunk-zero', 'Outdial can’t tell whether the (0) belongs to that number. Type it instead.');
  return ok({ field: extension?.[1] ? `${number}x${extension[1]}` : number });
}

function readLink(raw: string): Result<Pasted> {
  const read = readTelLink(raw);
  if (!read.ok) return fail(read.failure.code, read.failure.message);
  const { number, extension } = read.value;
  return ok({ field: significant(extension ? `${number}x${extension}` : number), link: raw });
}

function isSeveral(body: string): boolean {
  if (/[\n\r\t;|]/.test(body) || body.indexOf('+', 1) > 1 || digits(body) > MOST_DIGITS) return true;
  return body.split('/').filter((part) => digits(part) >= WHOLE_NUMBER).length > 1;
}

function digits(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** `(0)` after a country code is dialled in some countries and not in others. */
function bare(body: string, formats: NumberFormats | null): string | undefined {
  return body.includes('(0)') && /^\(?\+/.test(body) ? formats?.e164(body) : significant(body);
}
