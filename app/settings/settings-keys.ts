import { z } from 'zod';
import { DEFAULT_COST_RULE } from '../calls/cost-rule.ts';
import { line } from './one-line.ts';
import { recordingKeys } from './recording-keys.ts';
import {
  DEFAULT_EXTENSION_WAIT_SECONDS,
  DEFAULT_RING_SECONDS,
  type DialingSettings,
  type EmergencySettings,
  type IncomingSettings,
  LINK_RULES,
  type OutreachSettings,
  type RecordingSettings,
  type SipSettings,
} from './settings.ts';
import { sipKeys } from './sip-keys.ts';
import { apiOrigin, webAddress } from './web-address.ts';

/** One key of a section: what it may hold, in zod's terms and in an administrator's, and what happens without it. */
export interface SettingsKey<Value> {
  readonly schema: z.ZodType<Value>;
  /** Completes "… must be". */
  readonly expected: string;
  /** Used where the key is absent. Keys without one are required, unless `optional`. */
  readonly fallback?: Value;
  readonly optional?: boolean;
  /** A wrong value is reported and left out, and the section works without it; else it makes the section unusable. */
  readonly spare?: boolean;
}

/** A key for each property of the section's type. */
export type SectionKeys<Section> = {
  readonly [Name in keyof Section]-?: SettingsKey<Exclude<Section[Name], undefined>>;
};

/** The scopes Outdial uses. They don't add up: write gives no read. */
export const DEFAULT_SCOPES: readonly string[] = [
  'calls.read',
  'calls.write',
  'users.read',
  'prospects.read',
  'phoneNumbers.read',
  'callDispositions.read',
  'callPurposes.read',
];

export const DEFAULT_DIALING: DialingSettings = {
  outreachLinks: 'when Outreach confirms',
  otherLinks: 'ask',
  askFirstTypes: DEFAULT_COST_RULE.types,
  askFirstCountries: DEFAULT_COST_RULE.countries,
  homeCountries: DEFAULT_COST_RULE.homeCountries,
  extensionWaitSeconds: DEFAULT_EXTENSION_WAIT_SECONDS,
};

/** libphonenumber's names. */
const NUMBER_TYPES = [
  'PREMIUM_RATE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOIP',
  'VOICEMAIL',
  'TOLL_FREE',
  'MOBILE',
  'FIXED_LINE',
  'FIXED_LINE_OR_MOBILE',
];

const country = z.string().regex(/^[A-Z]{2}$/);

const scope = z.string().regex(/^[!#-[\]-~]+$/);
const scopes = z.union([
  z.array(scope).min(1),
  z
    .string()
    .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
    .pipe(z.array(scope).min(1)),
]);

function outreachKeys(allowLoopbackHttp: boolean): SectionKeys<OutreachSettings> {
  const anAddress = allowLoopbackHttp ? 'an https address, or http on this machine' : 'an https address';
  return {
    apiUrl: {
      schema: apiOrigin(allowLoopbackHttp),
      expected: `${anAddress}, without a path, such as "https://api.outreach.io"`,
      fallback: 'https://api.outreach.io',
    },
    authorizeUrl: {
      schema: webAddress(allowLoopbackHttp),
      expected: `${anAddress}, such as "https://api.outreach.io/oauth/authorize"`,
      fallback: 'https://api.outreach.io/oauth/authorize',
    },
    tokenUrl: {
      schema: webAddress(allowLoopbackHttp),
      expected: `${anAddress}, such as "https://api.outreach.io/oauth/token"`,
      fallback: 'https://api.outreach.io/oauth/token',
    },
    clientId: { schema: line(512), expected: 'the OAuth application’s id, as text in quotes' },
    clientSecret: {
      schema: line(512),
      expected: 'the OAuth application’s secret, as text in quotes',
      optional: true,
    },
    redirectUri: {
      schema: webAddress(false),
      expected:
        'the https address registered with the OAuth application, such as "https://localhost:8443/callback"',
    },
    webUrl: {
      schema: webAddress(false),
      expected: 'an https address, such as "https://web.outreach.io"',
      optional: true,
      spare: true,
    },
    scopes: {
      schema: scopes,
      expected: 'a list of scopes, or one text with spaces between them, such as "calls.read calls.write"',
      fallback: DEFAULT_SCOPES,
      spare: true,
    },
    pkce: { schema: z.boolean(), expected: 'true or false, without quotes', optional: true, spare: true },
  };
}

function dialingKeys(): SectionKeys<DialingSettings> {
  const schema = z.enum(LINK_RULES);
  const expected = `one of ${LINK_RULES.map((rule) => `"${rule}"`).join(', ')}`;
  return {
    outreachLinks: { schema, expected, fallback: DEFAULT_DIALING.outreachLinks, spare: true },
    otherLinks: { schema, expected, fallback: DEFAULT_DIALING.otherLinks, spare: true },
    askFirstTypes: {
      schema: z.array(z.enum(NUMBER_TYPES)),
      expected: `a list of number types (${NUMBER_TYPES.join(', ')}), or [] for none`,
      fallback: DEFAULT_COST_RULE.types,
      spare: true,
    },
    askFirstCountries: {
      schema: z.union([z.literal('other'), z.array(z.union([country, z.literal('001')]))]),
      expected:
        'a list of countries such as ["CU", "001"], [] for none, or "other" for all but homeCountries',
      fallback: DEFAULT_COST_RULE.countries,
      spare: true,
    },
    homeCountries: {
      schema: z.array(country),
      expected: 'a list of countries by their two capital letters, such as ["US", "CA"]',
      fallback: DEFAULT_COST_RULE.homeCountries,
      spare: true,
    },
    extensionWaitSeconds: {
      schema: z.number().min(0).max(30),
      expected: 'a number of seconds from 0 to 30',
      fallback: DEFAULT_EXTENSION_WAIT_SECONDS,
      spare: true,
    },
  };
}

function incomingKeys(): SectionKeys<IncomingSettings> {
  return {
    ringSeconds: {
      schema: z.int().min(5).max(120),
      expected: 'a whole number of seconds from 5 to 120',
      fallback: DEFAULT_RING_SECONDS,
      spare: true,
    },
  };
}

function emergencyKeys(): SectionKeys<EmergencySettings> {
  return {
    numbers: {
      schema: z.array(z.string().regex(/^[0-9]{2,10}$/)).max(20),
      expected: 'a list of numbers exactly as they are dialed, such as ["144", "9911"]',
      fallback: [],
      spare: true,
    },
    location: {
      schema: line(255),
      expected: 'one line that names the place, such as "12 Main Street, 3rd floor, Springfield"',
      optional: true,
      spare: true,
    },
  };
}

export interface SettingsKeys {
  readonly recordings: SectionKeys<RecordingSettings>;
  readonly outreach: SectionKeys<OutreachSettings>;
  readonly sip: SectionKeys<SipSettings>;
  readonly dialing: SectionKeys<DialingSettings>;
  readonly incoming: SectionKeys<IncomingSettings>;
  readonly emergency: SectionKeys<EmergencySettings>;
}

/** Every key the configuration file may have. Built when asked for, because a start has no time to spare on import. */
export function settingsKeys(allowLoopbackHttp: boolean): SettingsKeys {
  return {
    outreach: outreachKeys(allowLoopbackHttp),
    recordings: recordingKeys(),
    sip: sipKeys(),
    dialing: dialingKeys(),
    incoming: incomingKeys(),
    emergency: emergencyKeys(),
  };
}
