/** The character classes of RFC 3966, section 3, as bits, so that one look-up answers for any union of them. */
export const DIGIT = 1;
/** visual-separator: `-` `.` `(` `)` */
const SEPARATOR = 2;
/** The letters of HEXDIG; ABNF's strings have no case. */
export const HEX_LETTER = 4;
/** `*` and `#` */
export const DIAL_SIGN = 8;
/** pname: alphanum and `-` */
export const NAME = 16;
/** paramchar, but for pct-encoded */
export const PARAM = 32;
/** What isub allows beside paramchar: the rest of uric, without the `;` that ends the value. */
export const URIC = 64;

export const PHONEDIGIT = DIGIT | SEPARATOR;
export const PHONEDIGIT_HEX = DIGIT | SEPARATOR | HEX_LETTER | DIAL_SIGN;

const classes = new Uint8Array(128);
function assign(characters: string, bits: number): void {
  for (let i = 0; i < characters.length; i += 1) {
    const code = characters.charCodeAt(i);
    classes[code] = (classes[code] ?? 0) | bits;
  }
}
assign('0123456789', DIGIT | NAME | PARAM);
assign('abcdefABCDEF', HEX_LETTER);
assign('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', NAME | PARAM);
assign('-.()', SEPARATOR);
assign('*#', DIAL_SIGN);
assign('-', NAME);
assign("-_.!~*'()", PARAM);
assign('[]/:&+$', PARAM);
assign('/?:@&=+$,', URIC);

/** The classes of one UTF-16 code unit; 0 for everything outside ASCII. */
export function classOf(code: number): number {
  return classes[code] ?? 0;
}

/** The first index in `from..to` whose character is in none of the classes `bits`; `to` where all are. */
export function endOfRun(text: string, from: number, to: number, bits: number): number {
  let at = from;
  while (at < to && (classOf(text.charCodeAt(at)) & bits) !== 0) at += 1;
  return at;
}

/** The characters of `from..to` without visual separators. */
export function withoutSeparators(text: string, from: number, to: number): string {
  let kept = '';
  let run = from;
  for (let at = from; at < to; at += 1) {
    if ((classOf(text.charCodeAt(at)) & SEPARATOR) === 0) continue;
    if (at > run) kept += text.slice(run, at);
    run = at + 1;
  }
  return run === from ? text.slice(from, to) : kept + text.slice(run, to);
}
