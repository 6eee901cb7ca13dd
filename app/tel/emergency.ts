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

/**
 * Whether `number` (digits without separators, as dialled) calls the emergency services. Exact local numbers only:
 * `+911` and `9911` are none. Such a call is never blocked, queued or altered.
 */
export function isEmergencyNumber(number: string): boolean {
  return EMERGENCY_NUMBERS.has(number);
}
