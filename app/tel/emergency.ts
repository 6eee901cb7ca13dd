import { emergencyNumbersOf } from './country-emergency.ts';

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
  const numbers = [...new Set([...homeCountries.flatMap(emergencyNumbersOf), ...own])];
  const linked = (number: string): boolean => isCertainEmergency(number) || numbers.includes(number);
  return { numbers, linked, typed: (number) => isEmergencyNumber(number) || linked(number) };
}
