import { classOf, DIGIT, endOfRun, NAME, PHONEDIGIT } from './characters.ts';

const PLUS = 0x2b;
const HYPHEN = 0x2d;
const DOT = 0x2e;

/**
 * Looks for the first character in `from..to` that keeps it from being a descriptor (RFC 3966, section 3):
 * a domain name, or the first digits of a global number. Returns its index (`to` where something is missing at
 * the end), or -1 where the text is a descriptor.
 */
export function offendingInDescriptor(text: string, from: number, to: number): number {
  return text.charCodeAt(from) === PLUS
    ? offendingInDigits(text, from + 1, to)
    : offendingInDomain(text, from, to);
}

function offendingInDigits(text: string, from: number, to: number): number {
  const end = endOfRun(text, from, to, PHONEDIGIT);
  if (end !== to) return end;
  for (let at = from; at < to; at += 1) if ((classOf(text.charCodeAt(at)) & DIGIT) !== 0) return -1;
  return to;
}

/** domainname = *( domainlabel "." ) toplabel [ "." ]; no label starts or ends with `-`, the last starts with a letter. */
function offendingInDomain(text: string, from: number, to: number): number {
  let label = from;
  for (;;) {
    const end = endOfRun(text, label, to, NAME);
    if (end === label) return label;
    if (text.charCodeAt(label) === HYPHEN) return label;
    if (text.charCodeAt(end - 1) === HYPHEN) return end - 1;
    if (end < to && text.charCodeAt(end) !== DOT) return end;
    if (end >= to - 1) return (classOf(text.charCodeAt(label)) & DIGIT) === 0 ? -1 : label;
    label = end + 1;
  }
}

/** Whether two descriptors name the same context (RFC 3966, section 4): host names without case, numbers digit by digit. */
export function samePhoneContext(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(descriptor: string): string {
  if (descriptor.startsWith('+')) return descriptor.replace(/[-.()]/g, '');
  return (descriptor.endsWith('.') ? descriptor.slice(0, -1) : descriptor).toLowerCase();
}
