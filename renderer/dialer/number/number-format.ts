import { type FieldNumber, significant, split } from './significant.ts';

/** The formatter that libphonenumber gives once it is loaded; formats a bare number as it is typed. */
export interface NumberFormats {
  /** With separators; anything it can't improve comes back as it was. */
  format(number: string): string;
  /** ISO 3166 code of the number's country, as far as its digits tell. */
  country(number: string): string | undefined;
  /** The number in E.164 (`+44 (0)20 …` without its trunk zero), or undefined where it isn't a possible one. */
  e164(text: string): string | undefined;
}

/** Below this many digits a national number is a service or emergency code, and brackets would only confuse. */
const SHORT = 7;

/**
 * A number as it is shown. Formatting only ever adds separators: where the formatter would drop or
 * change a character, the number is shown bare.
 */
export function showNumber(number: string, formats: NumberFormats | null): string {
  if (!formats || (!number.startsWith('+') && number.length < SHORT)) return number;
  const text = formats.format(number);
  return significant(text) === number ? text : number;
}

/** A field's number with its extension, as it is shown: `+1 234 555 6789 ext. 12`. */
export function showField(field: FieldNumber, formats: NumberFormats | null): string {
  const { number, extension } = split(field);
  const text = showNumber(number, formats);
  return field.includes('x') ? `${text} ext. ${extension ?? ''}` : text;
}

/** A call's number with its extension, as it is shown. */
export function showCall(
  call: { readonly number: string; readonly extension?: string | undefined },
  formats: NumberFormats | null,
): string {
  const text = showNumber(call.number, formats);
  return call.extension ? `${text} ext. ${call.extension}` : text;
}

/** The country of a number by name, in the rep's own language; null where the digits don't tell yet. */
export function countryName(
  field: FieldNumber,
  formats: NumberFormats | null,
  locale?: string,
): string | null {
  if (!formats || !field.startsWith('+')) return null;
  const code = formats.country(split(field).number);
  if (!code) return null;
  return new Intl.DisplayNames(locale ? [locale] : undefined, { type: 'region' }).of(code) ?? null;
}
