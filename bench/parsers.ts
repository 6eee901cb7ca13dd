import JsSIP from 'jssip';
import parsePhoneNumber from 'libphonenumber-js';
import { readTelLink } from '../app/tel/tel-link.ts';
import { type Measured, UNITS } from './results.ts';

const RUN_MS = 100;

/** The spec's example ("The tel URI") and others of its kind, as Outreach writes them and systems hand them over. */
const LINKS = [
  'tel:+1-234-555-6789;ext=1234;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D',
  'tel:+1-234-555-6789;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D',
  'tel:+12345556789;source=outreach;call-id=3F2B8C1A-55D0-4E0B-9E1D-6B1E4C0F7A11',
  'tel:+44-20-7946-0958;ext=88017;source=outreach;call-id=0B9C6A52-7E0F-4F8E-8C55-1D4A5E9B3C77',
  'tel:+49-30-901820;source=outreach;call-id=A4D1E0C3-2B6F-4A9D-B7E8-5C3F2D1E0B9A',
];

/** libphonenumber refuses such links whole: it gets the number alone. */
const NUMBERS = LINKS.map((link) => link.slice('tel:'.length).split(';', 1)[0] ?? '');
/** JsSIP reads no tel: URIs: it gets the same number and parameters as a sip: URI. */
const SIP_URIS = LINKS.map((link) => {
  const [number, ...parameters] = link.slice('tel:'.length).split(';');
  return `sip:${number}@practice.example;${parameters.join(';')}`;
});

const READERS = [
  { name: 'read-tel-link-per-second', texts: LINKS, read: (text: string) => readTelLink(text).ok },
  {
    name: 'libphonenumber-per-second',
    texts: NUMBERS,
    read: (text: string) => parsePhoneNumber(text) !== undefined,
  },
  {
    name: 'jssip-uri-per-second',
    texts: SIP_URIS,
    read: (text: string) => JsSIP.URI.parse(text) !== undefined,
  },
] as const;

/** How many links each parser reads in a second, in turns, after a warm-up. Throws if one of them can't read one. */
export function measureParsers(runs: number): readonly Measured[] {
  for (const { name, texts, read } of READERS)
    for (const text of texts) if (!read(text)) throw new Error(`${name}: a link was not read`);
  const values = READERS.map((): number[] => []);
  for (let run = -2; run < runs; run += 1)
    READERS.forEach((reader, index) => {
      const rate = perSecond(reader);
      if (run >= 0) values[index]?.push(rate);
    });
  return READERS.map(({ name }, index) => ({ name, unit: UNITS.perSecond, values: values[index] ?? [] }));
}

function perSecond({ texts, read }: (typeof READERS)[number]): number {
  const started = performance.now();
  let count = 0;
  let elapsed = 0;
  do {
    for (let round = 0; round < 100; round += 1) for (const text of texts) if (read(text)) count += 1;
    elapsed = performance.now() - started;
  } while (elapsed < RUN_MS);
  return (count / elapsed) * 1000;
}
