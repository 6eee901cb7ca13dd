import type { Random } from './random.ts';

/** What breaks parsers: ends, escapes, invisible and non-ASCII look-alikes, other syntaxes, control characters. */
const HOSTILE: readonly string[] = [
  ...';:=+-.()*#%/\\?&@<>"\'`, \t\r\n\0',
  ...[
    '%00',
    '%0D%0A',
    '%2B',
    '%3B',
    '%20',
    '%25',
    '%',
    '%F',
    '%ZZ',
    '%E2%80%AE',
    '%EF%BC%91',
    '+0',
    '(0)',
    '//',
  ],
  ...['\u202e', '\u200b', '\u2066', '\ufeff', '\u00a0', '\u0130', '\ud800', '\u{1d7ce}', '１', '٣', 'ſ'],
  ...[
    ';ext=',
    ';isub=',
    ';phone-context=',
    ';call-id=',
    ';source=outreach',
    'tel:',
    'TEL:',
    'sip:',
    'javascript:',
  ],
  ...[
    '\r\nINVITE ',
    '\r\nAuthorization: x',
    '{"',
    '}',
    '[',
    ']',
    'null',
    '__proto__',
    '1e999',
    '..',
    '911',
    '112',
  ],
];

const RUNS: readonly string[] = ['9', '+', '%25', '(', '-', ';', '[', '{"a":', 'a', ' ', '\u0301'];

type Mutation = (text: string, random: Random, corpus: readonly string[]) => string;

function cut(text: string, random: Random): [string, string, string] {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + random.below(8));
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}

const MUTATIONS: readonly Mutation[] = [
  (text, random) => {
    const [before, , after] = cut(text, random);
    return before + after;
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    return before + middle + middle + after;
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    return before + random.pick(HOSTILE) + middle + after;
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    return (
      before +
      String.fromCharCode(random.below(random.below(4) === 0 ? 0x1_0000 : 128)) +
      middle.slice(1) +
      after
    );
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    const escaped = [...middle].map((one) => `%${(one.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`);
    return before + escaped.join('') + after;
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    return before + (random.below(2) === 0 ? middle.toUpperCase() : middle.toLowerCase()) + after;
  },
  (text, random, corpus) => {
    const other = random.pick(corpus);
    return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
  },
  (text, random) => {
    const [before, middle, after] = cut(text, random);
    return before + String(random.below(1_000_000)) + middle + after;
  },
  // Long runs are rare, or they would be most of the time spent.
  (text, random) => {
    if (random.below(50) !== 0) return `${text} `;
    const [before, middle, after] = cut(text, random);
    return before + random.pick(RUNS).repeat(1 + random.below(3_000)) + middle + after;
  },
];

/** A text of the corpus with up to four things done to it. */
export function mutateText(random: Random, corpus: readonly string[]): string {
  let text = random.pick(corpus);
  for (let left = random.below(5); left > 0; left -= 1) text = random.pick(MUTATIONS)(text, random, corpus);
  return text;
}
