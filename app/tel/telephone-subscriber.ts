import { endOfRun, NAME, PARAM, PHONEDIGIT, PHONEDIGIT_HEX, URIC, withoutSeparators } from './characters.ts';
import { decodePercent, endOfEncodedRun } from './percent.ts';
import { offendingInDescriptor } from './phone-context.ts';
import { nameOfCharacter, type Refused, refuse } from './tel-failure.ts';
import type { TelParameter, TelUri } from './tel-uri.ts';

const PLUS = 0x2b;
const SEMICOLON = 0x3b;
const EQUALS = 0x3d;

/** E.164: country code and national number have at most 15 digits together. */
export const LONGEST_GLOBAL = 15;
export const LONGEST_EXTENSION = 20;

type Scanned = { readonly ok: true; readonly value: TelUri } | Refused;

/** A TelUri under construction. */
interface Found {
  extension?: string;
  isub?: string;
  phoneContext?: string;
  readonly parameters: TelParameter[];
}

/**
 * Reads `text` from `from` to `to` as telephone-subscriber (RFC 3966, section 3, with errata 203 and 4376), in one
 * pass and with parameters in any order. It leaves to the caller whether a local number must have a phone-context.
 * Everything else that the RFC's text demands beside its grammar is checked here: no parameter twice, ext or isub
 * but not both, no unknown `m-…` parameter, at most 15 digits.
 */
export function scanSubscriber(text: string, from: number, to: number): Scanned {
  if (from >= to) return refuse('empty', 'There is no phone number after "tel:".', to);
  const global = text.charCodeAt(from) === PLUS;
  const numberFrom = global ? from + 1 : from;
  const numberTo = endOfRun(text, numberFrom, to, global ? PHONEDIGIT : PHONEDIGIT_HEX);
  if (numberTo < to && text.charCodeAt(numberTo) !== SEMICOLON) return badNumber(text, numberTo, global);
  const digits = withoutSeparators(text, numberFrom, numberTo);
  if (digits === '') return refuse('no-digits', 'The link has no digits to dial.', numberTo);
  if (global && digits.length > LONGEST_GLOBAL) {
    return refuse('number-too-long', `A number with + has at most ${LONGEST_GLOBAL} digits.`, from);
  }
  const found: Found = { parameters: [] };
  let at = numberTo;
  while (at < to) {
    const next = scanParameter(text, at + 1, to, global, found);
    if (typeof next !== 'number') return next;
    at = next;
  }
  return {
    ok: true,
    value: { kind: global ? 'global' : 'local', number: global ? `+${digits}` : digits, ...found },
  };
}

function badNumber(text: string, at: number, global: boolean): Refused {
  const what = nameOfCharacter(text, at);
  const code = text.charCodeAt(at) | 0x20;
  if (code < 0x61 || code > 0x7a) {
    return refuse(
      'number',
      `${what} does not belong in ${global ? 'a number with +' : 'a phone number'}.`,
      at,
    );
  }
  // RFC 3966 has no dial strings: pauses (p, w) and extensions (x) are not part of a number (section 1, section 5.3).
  const advice = 'pwx'.includes(String.fromCharCode(code))
    ? 'An extension goes into ";ext=".'
    : 'Write their digits.';
  return refuse('letters', `${what} does not belong in a number: letters have no place there. ${advice}`, at);
}

/** Reads one parameter whose name starts at `from`; returns the index of the `;` after it, or `to`. */
function scanParameter(
  text: string,
  from: number,
  to: number,
  global: boolean,
  found: Found,
): number | Refused {
  const nameTo = endOfRun(text, from, to, NAME);
  const hasValue = nameTo < to && text.charCodeAt(nameTo) === EQUALS;
  if (nameTo === from) return refuse('parameter-name', 'A parameter has no name after ";".', from);
  if (nameTo < to && !hasValue && text.charCodeAt(nameTo) !== SEMICOLON) {
    const what = nameOfCharacter(text, nameTo);
    return refuse('parameter-name', `${what} does not belong in the name of a parameter.`, nameTo);
  }
  const name = text.slice(from, nameTo);
  const valueFrom = hasValue ? nameTo + 1 : nameTo;
  const semicolon = text.indexOf(';', valueFrom);
  const valueTo = semicolon < 0 || semicolon > to ? to : semicolon;
  if (hasValue && valueFrom === valueTo) {
    return refuse('parameter-value', `The parameter "${name}" has no value after "=".`, valueFrom);
  }
  const refused = keep(text, { name, from, hasValue, valueFrom, valueTo }, global, found);
  return refused ?? valueTo;
}

interface Place {
  readonly name: string;
  readonly from: number;
  readonly hasValue: boolean;
  readonly valueFrom: number;
  readonly valueTo: number;
}

function keep(text: string, place: Place, global: boolean, found: Found): Refused | undefined {
  switch (place.name.length) {
    case 3:
      if (place.name.toLowerCase() === 'ext') return keepExtension(text, place, found);
      break;
    case 4:
      if (place.name.toLowerCase() === 'isub') return keepSubaddress(text, place, found);
      break;
    case 13:
      if (place.name.toLowerCase() === 'phone-context') return keepContext(text, place, global, found);
      break;
  }
  return keepParameter(text, place, found);
}

function twice(place: Place): Refused {
  return refuse('parameter-twice', `The parameter "${place.name}" stands twice in the link.`, place.from);
}

function needsValue(place: Place): Refused {
  return refuse('parameter-value', `The parameter "${place.name}" needs a value.`, place.valueTo);
}

function badValue(text: string, place: Place, at: number): Refused {
  const what = at < place.valueTo ? nameOfCharacter(text, at) : 'The end';
  return refuse('parameter-value', `${what} does not belong in the value of "${place.name}".`, at);
}

const BOTH = 'A number has an extension (ext) or an ISDN subaddress (isub), never both.';

function keepExtension(text: string, place: Place, found: Found): Refused | undefined {
  if (found.extension !== undefined) return twice(place);
  if (found.isub !== undefined) return refuse('extension-and-subaddress', BOTH, place.from);
  if (!place.hasValue) return needsValue(place);
  const end = endOfRun(text, place.valueFrom, place.valueTo, PHONEDIGIT);
  if (end !== place.valueTo) {
    return refuse(
      'extension',
      `${nameOfCharacter(text, end)} does not belong in an extension: digits only.`,
      end,
    );
  }
  found.extension = withoutSeparators(text, place.valueFrom, place.valueTo);
  if (found.extension.length <= LONGEST_EXTENSION) return undefined;
  return refuse(
    'extension-too-long',
    `An extension has at most ${LONGEST_EXTENSION} digits.`,
    place.valueFrom,
  );
}

function keepSubaddress(text: string, place: Place, found: Found): Refused | undefined {
  if (found.isub !== undefined) return twice(place);
  if (found.extension !== undefined) return refuse('extension-and-subaddress', BOTH, place.from);
  if (!place.hasValue) return needsValue(place);
  const value = readValue(text, place, PARAM | URIC);
  if (typeof value !== 'string') return value;
  found.isub = value;
  return undefined;
}

function keepContext(text: string, place: Place, global: boolean, found: Found): Refused | undefined {
  if (found.phoneContext !== undefined) return twice(place);
  if (global) {
    return refuse(
      'phone-context',
      'A number with + is valid everywhere and has no phone-context.',
      place.from,
    );
  }
  if (!place.hasValue) return needsValue(place);
  const at = offendingInDescriptor(text, place.valueFrom, place.valueTo);
  if (at >= 0) {
    return refuse(
      'phone-context',
      'The phone-context is neither a domain name nor the start of a number with +.',
      at,
    );
  }
  found.phoneContext = text.slice(place.valueFrom, place.valueTo);
  return undefined;
}

function keepParameter(text: string, place: Place, found: Found): Refused | undefined {
  const { name } = place;
  if (name.length > 1 && (name.charCodeAt(0) | 0x20) === 0x6d && name.charCodeAt(1) === 0x2d) {
    return refuse(
      'mandatory-parameter',
      `The link demands "${name}", which Outdial does not know.`,
      place.from,
    );
  }
  if (parameterOf(found.parameters, name) !== undefined) return twice(place);
  if (!place.hasValue) {
    found.parameters.push({ name });
    return undefined;
  }
  const value = readValue(text, place, PARAM);
  if (typeof value !== 'string') return value;
  found.parameters.push({ name, value });
  return undefined;
}

function readValue(text: string, place: Place, bits: number): string | Refused {
  const end = endOfEncodedRun(text, place.valueFrom, place.valueTo, bits);
  if (end !== place.valueTo) {
    if (text.charCodeAt(end) !== 0x25) return badValue(text, place, end);
    return refuse('percent-encoding', 'A percent sign needs two hexadecimal digits after it.', end);
  }
  const value = decodePercent(text.slice(place.valueFrom, place.valueTo));
  if (value !== undefined) return value;
  const at = text.indexOf('%', place.valueFrom);
  return refuse('percent-encoding', `The value of "${place.name}" is not UTF-8.`, at);
}

/** The parameter of that name, compared without case (RFC 3966, section 4). */
export function parameterOf(parameters: readonly TelParameter[], name: string): TelParameter | undefined {
  for (const parameter of parameters) {
    if (parameter.name.length !== name.length) continue;
    if (parameter.name === name || parameter.name.toLowerCase() === name.toLowerCase()) return parameter;
  }
  return undefined;
}
