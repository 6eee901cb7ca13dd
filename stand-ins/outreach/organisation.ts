/** One person to call, as the rep sees them in Outreach. */
export interface Prospect {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly company: string;
  /** E.164: `+` and digits. */
  readonly number: string;
  readonly extension?: string | undefined;
  /** The do-not-call flag (`callOptedOut`). */
  readonly callOptedOut?: boolean | undefined;
  /** What will happen when this number is dialled on the practice PBX; shown on the page. */
  readonly hint?: string | undefined;
}

export interface OutreachUser {
  readonly id: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface NamedEntry {
  readonly id: number;
  readonly name: string;
}

/** The rep who signs in. */
export const REP: OutreachUser = {
  id: 41,
  email: 'riley.okafor@harbor-and-pine.example',
  firstName: 'Riley',
  lastName: 'Okafor',
};

export const USERS: readonly OutreachUser[] = [
  REP,
  { id: 42, email: 'jonas.lind@harbor-and-pine.example', firstName: 'Jonas', lastName: 'Lind' },
];

/** The results the spec's Calls list counts ("Outreach User Experience"), in its order. */
export const CALL_DISPOSITIONS: readonly NamedEntry[] = [
  { id: 711, name: 'Answered' },
  { id: 712, name: 'Not Answered' },
  { id: 713, name: 'Referral' },
  { id: 714, name: 'Voice mail drop' },
  { id: 715, name: 'Wrong Contact' },
  { id: 716, name: 'Call Back Later' },
  { id: 717, name: 'Bad Number' },
  { id: 718, name: 'Leave me alone' },
];

export const CALL_PURPOSES: readonly NamedEntry[] = [
  { id: 81, name: 'Prospecting' },
  { id: 82, name: 'Follow-up' },
  { id: 83, name: 'Renewal' },
];

const person = (
  id: number,
  name: readonly [string, string],
  title: string,
  company: string,
  number: string,
  hint: string,
  more: { extension?: string; callOptedOut?: boolean } = {},
): Prospect => ({ id, firstName: name[0], lastName: name[1], title, company, number, hint, ...more });

/** Fictional people; the numbers are those the practice PBX answers, each in its own way. */
export const DEFAULT_PROSPECTS: readonly Prospect[] = [
  person(
    101,
    ['Amara', 'Castellan'],
    'VP Operations',
    'Brightwater Freight',
    '+12025550100',
    'answers and echoes; the extension follows',
    { extension: '1234' },
  ),
  person(
    102,
    ['Theo', 'Vandermeer'],
    'Head of Procurement',
    'Larkspur Dental Group',
    '+12025550100',
    'answers and echoes',
  ),
  person(
    103,
    ['Ines', 'Albarran'],
    'Plant Manager',
    'Copperline Tools',
    '+12025550101',
    'plays a 440 Hz tone, also before the answer (early media)',
  ),
  person(104, ['Wesley', 'Okonjo'], 'CFO', 'Northgate Orchards', '+12025550102', 'is busy'),
  person(
    105,
    ['Mireille', 'Fontaine'],
    'Chief of Staff',
    'Atelier Sable',
    '+12025550103',
    'declines the call',
  ),
  person(
    106,
    ['Kenji', 'Morrow'],
    'IT Director',
    'Silverbirch Clinics',
    '+12025550104',
    'rings and never answers',
  ),
  person(
    107,
    ['Paloma', 'Hargreave'],
    'Owner',
    'Hargreave & Daughters',
    '+12025550105',
    'number not found (404)',
  ),
  person(
    108,
    ['Dmitri', 'Salonen'],
    'Fleet Manager',
    'Quarry Lane Logistics',
    '+12025550107',
    'temporarily unavailable (480)',
    { callOptedOut: true },
  ),
  person(
    109,
    ['Noor', 'Bellweather'],
    'Purchasing Lead',
    'Tidewater Ceramics',
    '+12025550100',
    'a switchboard: answers, echoes; the extension follows',
    { extension: '88017' },
  ),
  person(
    110,
    ['Petra', 'Lindqvist'],
    'Head of Sales',
    'Saltmarsh Cycles',
    '+12025550109',
    'is busy, and calls you back after 3 seconds',
    { callOptedOut: true },
  ),
];
