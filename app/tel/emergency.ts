/**
 * Numbers that a phone must treat as emergency calls wherever it is: 112 and 911 always, the others where no SIM says
 * otherwise (3GPP TS 22.101, section 10.1.1), and 111, New Zealand's.
 */
const EMERGENCY_NUMBERS: ReadonlySet<string> = new Set([
  '112',
  '911',
  '000',
  '08',
  '110',
  '111',
  '118',
  '119',
  '999',
]);

/** Of these, the ones that are hardly ever anything else: 112 and 911, 000 (Australia) and 999 (Britain and others). */
const CERTAIN: ReadonlySet<string> = new Set(['112', '911', '000', '999']);

/** The others, where they are certain: by ISO 3166-1 country. Elsewhere they are extensions and information services. */
const CERTAIN_AT_HOME: Readonly<Record<string, readonly string[]>> = {
  CN: ['110', '119'],
  DE: ['110'],
  IN: ['110'],
  IT: ['118'],
  JP: ['110', '118', '119'],
  KR: ['119'],
  NZ: ['111'],
  TW: ['110', '119'],
};

/**
 * Whether `number` (digits without separators, as dialled) calls the emergency services. Exact local numbers only:
 * `+911` and `9911` are none. A rep who types one is never asked, and its call is never blocked, queued or altered.
 */
export function isEmergencyNumber(number: string): boolean {
  return EMERGENCY_NUMBERS.has(number);
}

/**
 * Whether a link may call `number` without asking, because it is an emergency number beyond doubt. Any web page can
 * open a link, and in most countries 08, 110, 111, 118 and 119 are an extension or a paid service.
 *
 * @param homeCountries ISO 3166-1 codes, from the configuration
 */
export function isCertainEmergency(number: string, homeCountries: readonly string[]): boolean {
  if (CERTAIN.has(number)) return true;
  return homeCountries.some(
    (country) => Object.hasOwn(CERTAIN_AT_HOME, country) && CERTAIN_AT_HOME[country]?.includes(number),
  );
}
