/** What the number field keeps: `+` in front, digits, `*`, `#`, and one `x` before the extension's digits, pauses and signs. */
export type FieldNumber = string;

/** The first of each run of ten decimal digits that phones and keyboards produce besides ASCII. */
const OTHER_ZEROS = [0x0660, 0x06f0, 0x0966];

/**
 * The characters of a text that mean something in a phone number, in their order: what is left is
 * a FieldNumber. Full-width and Arabic digits become ASCII; everything else is dropped.
 */
export function significant(text: string): FieldNumber {
  let kept = '';
  for (const character of plain(text)) {
    if (character >= '0' && character <= '9') kept += character;
    else if (character === '+' && kept === '') kept += character;
    else if (character === 'x' && /\d/.test(kept) && !kept.includes('x')) kept += character;
    else if (character === '*' || character === '#') kept += character;
    else if (character === ',' && kept.includes('x')) kept += character;
  }
  return kept;
}

/**
 * Full-width forms and other decimal digits as ASCII, and lower case. Not Unicode's compatibility
 * folding: that would make digits of what isn't dialled, such as the 2 in `m²`.
 */
export function plain(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
    const zero = OTHER_ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? character : String(code - zero);
  })
    .join('')
    .toLowerCase();
}

/** The number and the extension of a field. */
export function split(field: FieldNumber): { readonly number: string; readonly extension?: string } {
  const [number = '', extension] = field.split('x');
  return extension ? { number, extension } : { number };
}
