import type { Result } from '../result.ts';
import { LONGEST_LOCAL } from './dialed-number.ts';
import { looksLikeTelLink } from './handed-over.ts';
import { nameOfCharacter, refuse, type TelFailure } from './tel-failure.ts';
import { readTelLink } from './tel-link.ts';
import { LONGEST_EXTENSION, LONGEST_GLOBAL } from './telephone-subscriber.ts';

/** What a rep's text asks to dial. */
export interface TypedNumber {
  /** `+` and digits, digits, or a code of digits, `*` and `#` that starts with one of these two. */
  readonly number: string;
  /** Keys to press after the answer: digits, `*` and `#`, and `,` for a pause of one second. */
  readonly extension?: string;
}

/** As much as the window's number field takes. */
const LONGEST_TEXT = 256;

/** `x12`, `ext 12`, `ext. 12`, `extension: 12`, `;ext=12` behind a number; with pauses `x12,,34`. */
const EXTENSION = /[\s,;]*(?:extension|ext|x)[\s.:=]*([\d,*#][\d\s.,*#-]*)?$/iu;

/** What people and contact lists put between digits: spaces, hyphens and dashes, dots, brackets, slashes. */
const SEPARATORS = /[\s().\-\u2010-\u2015\u2212/]/u;

/** Marks of direction that come along when a number is copied from a contact list; they are never seen. */
const INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * Reads what a rep types or pastes into the number field: `+1 (206) 734-2564`, `206.734.2564 x12`, `*98`, or a whole
 * `tel:` link. A number without + stays as it is typed. Letters, commas and other signs are refused by name, and
 * positions are those in `text`. Never throws.
 */
export function readTypedNumber(text: string): Result<TypedNumber, TelFailure> {
  if (looksLikeTelLink(text)) return fromLink(text);
  if (text.length > LONGEST_TEXT) {
    return refuse(
      'number-too-long',
      `A number to call has at most ${LONGEST_TEXT} characters.`,
      LONGEST_TEXT,
    );
  }
  const clean = text.replace(INVISIBLE, (mark) => ' '.repeat(mark.length));
  const match = EXTENSION.exec(clean);
  const numberTo = match === null ? clean.length : match.index;
  const extension = match?.[1]?.replace(/[^\d,*#]/g, '').replace(/,+$/, '');
  if (match !== null && !/[\d*#]/.test(extension ?? '')) {
    return refuse('extension', 'The extension has no digits.', clean.length);
  }
  if (extension !== undefined && extension.length > LONGEST_EXTENSION) {
    return refuse('extension-too-long', `An extension has at most ${LONGEST_EXTENSION} digits.`, numberTo);
  }
  const number = readDigits(clean, numberTo);
  if (!number.ok) return number;
  return {
    ok: true,
    value: extension === undefined ? { number: number.value } : { number: number.value, extension },
  };
}

function fromLink(text: string): Result<TypedNumber, TelFailure> {
  const link = readTelLink(text);
  if (!link.ok) return link;
  const { number, extension } = link.value;
  return { ok: true, value: extension === undefined ? { number } : { number, extension } };
}

function readDigits(text: string, to: number): Result<string, TelFailure> {
  let number = '';
  for (let at = 0; at < to; at += 1) {
    const character = text.charAt(at);
    if (SEPARATORS.test(character)) continue;
    const isDigit = character >= '0' && character <= '9';
    const isSign = (character === '*' || character === '#') && (number === '' || /^[*#]/.test(number));
    if (!isDigit && !isSign && !(character === '+' && number === '')) return badCharacter(text, at);
    number += character;
  }
  return checkLength(number, text, to);
}

function badCharacter(text: string, at: number): Result<string, TelFailure> {
  if (/\p{L}/u.test(text.charAt(at))) {
    return refuse('letters', 'Letters can’t be dialed. Write the digits they stand for.', at);
  }
  const hint = /[*#]/.test(text.charAt(at)) ? ' after a number; codes start with it' : ' in a phone number';
  return refuse('number', `${nameOfCharacter(text, at)} does not belong${hint}.`, at);
}

function checkLength(number: string, text: string, to: number): Result<string, TelFailure> {
  if (number === '') return refuse('empty', 'Type a number to call.', to);
  const global = number.startsWith('+');
  const digits = global ? number.length - 1 : number.length;
  if (global && digits === 0) return refuse('no-digits', 'There are no digits after the +.', to);
  const longest = global ? LONGEST_GLOBAL : LONGEST_LOCAL;
  if (digits > longest) {
    return refuse(
      'number-too-long',
      `A number ${global ? 'with +' : 'without +'} has at most ${longest} digits.`,
      0,
    );
  }
  if (number.startsWith('+0')) {
    return refuse('country-code', 'After + comes a country code, and none starts with 0.', text.indexOf('0'));
  }
  const zero = text.indexOf('(0)');
  if (global && zero >= 0 && zero < to) {
    return refuse('trunk-zero', 'Leave out the "(0)", or dial the number without + and country code.', zero);
  }
  return { ok: true, value: number };
}
