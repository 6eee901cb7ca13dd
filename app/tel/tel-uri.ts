import type { Result } from '../result.ts';
import { PARAM } from './characters.ts';
import { encodePercent } from './percent.ts';
import { samePhoneContext } from './phone-context.ts';
import { refuse, type TelFailure } from './tel-failure.ts';
import { parameterOf, scanSubscriber } from './telephone-subscriber.ts';

/** One `;name=value` or `;name`: the name as it came, the value percent-decoded, absent where there is none. */
export interface TelParameter {
  readonly name: string;
  readonly value?: string;
}

/** A telephone number as RFC 3966 describes it. */
export interface TelUri {
  readonly kind: 'global' | 'local';
  /** Without visual separators; a global number with its `+`. */
  readonly number: string;
  /** Without visual separators; empty where the URI has separators alone, which the grammar allows. */
  readonly extension?: string;
  /** Percent-decoded. */
  readonly isub?: string;
  /** As it came: a domain name, or the first digits of a global number. Local numbers only. */
  readonly phoneContext?: string;
  /** All the others, in the order they came. */
  readonly parameters: readonly TelParameter[];
}

const SCHEME = 'tel:';

/** The index of the first character in which `text`, from `from`, differs from `tel:` without case; -1 for none. */
export function offendingInScheme(text: string, from: number): number {
  for (let i = 0; i < SCHEME.length; i += 1) {
    const code = text.charCodeAt(from + i);
    const wanted = SCHEME.charCodeAt(i);
    if (code !== wanted && (wanted === 0x3a || (code | 0x20) !== wanted)) return from + i;
  }
  return -1;
}

/**
 * Reads a `tel:` URI strictly by RFC 3966, liberal in the order of parameters alone.
 * Fails with a code of `TEL_FAILURE_CODES` and the position of the first wrong character; never throws.
 */
export function parseTelUri(text: string): Result<TelUri, TelFailure> {
  const at = offendingInScheme(text, 0);
  if (at >= 0) return refuse('not-tel', 'A phone link starts with "tel:".', Math.min(at, text.length));
  const scanned = scanSubscriber(text, SCHEME.length, text.length);
  if (!scanned.ok || scanned.value.kind === 'global' || scanned.value.phoneContext !== undefined)
    return scanned;
  return refuse(
    'phone-context-missing',
    'A number without + needs a phone-context that says where it is valid.',
    text.length,
  );
}

/**
 * Writes a URI in the order RFC 3966, section 3, demands of writers: extension or ISDN subaddress, phone-context,
 * then the other parameters in lexicographical order of their names. The number is written without separators, and
 * what may not stand bare in a value as `%XX`. For a bare local number the result is no valid URI, as nothing could be.
 */
export function formatTelUri(uri: TelUri): string {
  let text = SCHEME + uri.number;
  // "-" is the shortest extension without digits that the grammar allows.
  if (uri.extension !== undefined) text += `;ext=${uri.extension === '' ? '-' : uri.extension}`;
  if (uri.isub !== undefined) text += `;isub=${encodePercent(uri.isub, PARAM)}`;
  if (uri.phoneContext !== undefined) text += `;phone-context=${uri.phoneContext}`;
  for (const { name, value } of uri.parameters.toSorted(byName)) {
    text += value === undefined || value === '' ? `;${name}` : `;${name}=${encodePercent(value, PARAM)}`;
  }
  return text;
}

function byName(a: TelParameter, b: TelParameter): number {
  const left = a.name.toLowerCase();
  const right = b.name.toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Whether two URIs are equal by RFC 3966, section 4: both global or both local, the same digits, the same context,
 * the same parameters in any order, names and values without case. A parameter that one side lacks makes them differ.
 */
export function sameTelUri(a: TelUri, b: TelUri): boolean {
  return (
    a.kind === b.kind &&
    digitsOf(a.number) === digitsOf(b.number) &&
    sameOptional(a.extension, b.extension, (x, y) => digitsOf(x) === digitsOf(y)) &&
    sameOptional(a.isub, b.isub, sameText) &&
    sameOptional(a.phoneContext, b.phoneContext, samePhoneContext) &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every(({ name, value }) => {
      const other = parameterOf(b.parameters, name);
      return other !== undefined && sameOptional(value, other.value, sameText);
    })
  );
}

function digitsOf(number: string): string {
  return number.replace(/[-.()]/g, '').toLowerCase();
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function sameOptional(
  a: string | undefined,
  b: string | undefined,
  same: (a: string, b: string) => boolean,
): boolean {
  return a === undefined || b === undefined ? a === b : same(a, b);
}
