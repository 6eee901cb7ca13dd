import { classOf } from './characters.ts';

const PERCENT = 0x25;

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** The octet that `%XX` at `at` stands for, or -1 where no whole pct-encoded stands there. */
export function octetAt(text: string, at: number, to: number): number {
  if (at + 2 >= to || text.charCodeAt(at) !== PERCENT) return -1;
  const high = hexValue(text.charCodeAt(at + 1));
  const low = hexValue(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/** The first index in `from..to` that is neither in the classes `bits` nor part of a whole `%XX`. */
export function endOfEncodedRun(text: string, from: number, to: number, bits: number): number {
  let at = from;
  while (at < to) {
    if ((classOf(text.charCodeAt(at)) & bits) !== 0) at += 1;
    else if (octetAt(text, at, to) >= 0) at += 3;
    else return at;
  }
  return at;
}

/** `text` with each `%XX` decoded as UTF-8 (RFC 3986, section 2.5), or undefined where the octets are no UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Writes `text` so that only characters of the classes `bits` stand bare. Throws on a lone surrogate. */
export function encodePercent(text: string, bits: number): string {
  let written = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    if ((classOf(code) & bits) !== 0) written += character;
    else if (code < 0x80) written += `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
    else written += encodeURIComponent(character);
  }
  return written;
}
