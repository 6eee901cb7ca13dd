import { fail, ok, type Result } from '../../../app/result.ts';
import { looksLikeTelLink } from '../../../app/tel/handed-over.ts';
import { readTypedNumber } from '../../../app/tel/typed-number.ts';
import type { NumberFormats } from './number-format.ts';
import { type FieldNumber, plain } from './significant.ts';

export interface Pasted {
  readonly field: FieldNumber;
  /** A tel: link as it was pasted; dialled in place of the field for as long as the field isn't edited. */
  readonly link?: string;
}

/** More than any link or number needs; a whole page on the clipboard is a mistake. */
const LONGEST = 2048;
/** ITU-T E.164 allows 15 digits; with more, several numbers would run into one. */
const MOST_DIGITS = 15;
/** Both sides of a slash this long are two numbers, not an area code and a number. */
const WHOLE_NUMBER = 7;
const LABEL = /^(?:phone|telephone|mobile|cell|office|work|home|direct|main|tel|t|m|p|d|o)\s*[.:]\s*/;
const WRAPPING = /^[\s"'“”‘’<]+|[\s"'“”‘’>]+$/gu;

/**
 * Reads what the rep pastes into the number field: a tel: link, or a number as mails, signatures and
 * sheets write it, with a label before it or an extension after it. The rules of what may be dialled
 * are `readTypedNumber`'s; here only the wrapping comes off. In doubt it refuses and says why.
 *
 * @param formats needed only for the written trunk zero, `+44 (0)20 …`; without it such a number is refused
 */
export function readPasted(text: string, formats: NumberFormats | null): Result<Pasted> {
  if (text.length > LONGEST) return fail('too-long', 'That is too much text for a phone number.');
  if (looksLikeTelLink(text)) return readLink(text);
  const tidy = plain(text).replace(WRAPPING, '').replace(LABEL, '');
  if (!/\d/.test(tidy)) return fail('no-number', 'There is no phone number in what you pasted.');
  if (isSeveral(tidy)) return fail('several', 'That looks like more than one number. Paste one at a time.');
  const read = readTypedNumber(withoutTrunkZero(tidy, formats));
  return read.ok ? ok({ field: toField(read.value) }) : read;
}

function readLink(raw: string): Result<Pasted> {
  const read = readTypedNumber(raw);
  if (read.ok) return ok({ field: toField(read.value), link: raw });
  const { code, message, at } = read.failure;
  return fail(code, `${message} (character ${at + 1} of the link)`);
}

function toField({ number, extension }: { number: string; extension?: string }): FieldNumber {
  return extension ? `${number}x${extension}` : number;
}

function isSeveral(text: string): boolean {
  const [number = ''] = text.split(/[,;]?\s*(?:x|ext)/);
  if (/[\n\r\t;|]/.test(number) || number.indexOf('+', 1) > 1 || digits(number) > MOST_DIGITS) return true;
  return number.split('/').filter((part) => digits(part) >= WHOLE_NUMBER).length > 1;
}

function digits(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** `(0)` after a country code is dialled in some countries and not in others: libphonenumber knows where. */
function withoutTrunkZero(text: string, formats: NumberFormats | null): string {
  if (!text.startsWith('+') || !text.includes('(0)')) return text;
  return formats?.e164(text) ?? text;
}
