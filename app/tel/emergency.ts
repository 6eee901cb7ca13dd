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

/** The countries' own, by ISO 3166-1 country. Elsewhere they are extensions and information services. */
const CERTAIN_AT_HOME: Readonly<Record<string, readonly string[]>> = {
  AE: ['997', '998', '999'],
  AR: ['100', '101', '107'],
  AT: ['122', '133', '144'],
  AU: ['106'],
  BE: ['100', '101'],
  BR: ['190', '192', '193'],
  CH: ['117', '118', '144'],
  CL: ['131', '132', '133'],
  CN: ['110', '119', '120', '122'],
  CZ: ['150', '155', '158'],
  DE: ['110'],
  EG: ['122', '123', '180'],
  FR: ['15', '17', '18', '114'],
  GH: ['191', '192', '193'],
  GR: ['100', '166', '199'],
  HR: ['192', '193', '194'],
  HU: ['104', '105', '107'],
  ID: ['110', '113', '118', '119'],
  IL: ['100', '101', '102'],
  IN: ['100', '101', '102', '108', '110'],
  IT: ['113', '115', '118'],
  JP: ['110', '118', '119'],
  KR: ['119'],
  LU: ['113'],
  MA: ['15', '19', '177'],
  NO: ['110', '113'],
  NZ: ['111'],
  PE: ['105', '106', '116'],
  PL: ['997', '998', '999'],
  RS: ['192', '193', '194'],
  RU: ['101', '102', '103'],
  SA: ['997', '998', '999'],
  SG: ['995'],
  SI: ['113'],
  SK: ['150', '155', '158'],
  TH: ['191', '199'],
  TN: ['190', '197', '198'],
  TR: ['110', '155'],
  TW: ['110', '119'],
  UA: ['101', '102', '103'],
  VN: ['113', '114', '115'],
  ZA: ['10111', '10177'],
};

/**
 * Whether `number` (digits without separators, as dialled) calls the emergency services. Exact local numbers only:
 * `+911` and `9911` are none. A rep who types one is never asked, and its call is never blocked, queued or altered.
 */
export function isEmergencyNumber(number: string): boolean {
  return EMERGENCY_NUMBERS.has(number);
}

/** Whether `number` calls the emergency services beyond doubt: 112, 911, 000 and 999 are hardly ever anything else. */
export function isCertainEmergency(number: string): boolean {
  return CERTAIN.has(number);
}

/** What is an emergency number for one rep. */
export interface EmergencyNumbers {
  /** Those that are emergency numbers for this rep and not everywhere. */
  readonly numbers: readonly string[];
  /** Of a number the rep typed. */
  typed(number: string): boolean;
  /**
   * Of a number in a link: whether it is one beyond doubt. Any web page can open a link, and in most countries 08, 110,
   * 111, 118 and 119 are an extension or a paid service.
   */
  linked(number: string): boolean;
}

/**
 * @param homeCountries ISO 3166-1 codes, from the configuration
 * @param own numbers the configuration names, exactly as they are dialled
 */
export function emergencyNumbers(homeCountries: readonly string[], own: readonly string[]): EmergencyNumbers {
  const atHome = homeCountries.flatMap((country) =>
    Object.hasOwn(CERTAIN_AT_HOME, country) ? (CERTAIN_AT_HOME[country] ?? []) : [],
  );
  const numbers = [...new Set([...atHome, ...own])];
  const linked = (number: string): boolean => isCertainEmergency(number) || numbers.includes(number);
  return { numbers, linked, typed: (number) => isEmergencyNumber(number) || linked(number) };
}
