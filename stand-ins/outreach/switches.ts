import { z } from 'zod';

interface Described {
  /** `documented`: how strict or how long; `assumed`: nobody outside knows what Outreach does. */
  readonly group: 'documented' | 'assumed';
  readonly text: string;
}
interface Flag extends Described {
  readonly kind: 'flag';
  readonly initial: boolean;
}
interface Amount extends Described {
  readonly kind: 'amount';
  readonly initial: number;
}
interface Choice<Option extends string> extends Described {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly initial: Option;
}

const flag = (initial: boolean, text: string): Flag => ({ kind: 'flag', group: 'documented', initial, text });
const amount = (initial: number, text: string): Amount => ({
  kind: 'amount',
  group: 'documented',
  initial,
  text,
});
/** The first option is the one in force to begin with. */
const assume = <const Option extends string>(
  text: string,
  initial: Option,
  ...others: Option[]
): Choice<Option> => ({ kind: 'choice', group: 'assumed', options: [initial, ...others], initial, text });

/** Every switch of the stand-in, with what it is set to at the start. */
export const SWITCHES = {
  remembersGrant: flag(
    false,
    'An earlier grant is remembered: the sign-in redirects at once, without asking',
  ),
  maintenance: flag(false, 'Every API answer is 503 scheduledServerMaintenance'),
  mintRule: flag(true, 'At most one new access token per user and app within the minting window, else 429'),
  mintWindowMs: amount(60_000, 'The minting window'),
  accessLifeMs: amount(2 * 3_600_000, 'How long an access token is good'),
  refreshLifeMs: amount(14 * 86_400_000, 'How long a refresh token is good'),
  codeLifeMs: amount(60_000, 'How long an authorization code is good'),
  maxRefreshTokens: amount(100, 'Live refresh tokens per user and app; the oldest dies first'),
  ratePerHour: amount(10_000, 'Requests per user and hour'),
  initiatedWindowMs: amount(5_000, 'An outbound call fails by itself when no update came within this time'),
  updateWindowMs: amount(3_600_000, 'Updates are refused from this time after the end of the call'),
  webhookTimeoutMs: amount(5_000, 'How long a webhook receiver may take to answer'),
  webhookRetryMs: amount(1_000, 'Pause between two tries of a webhook delivery'),
  callAddress: assume('What addresses a call in /calls/{id}', 'both', 'integer', 'uuid'),
  callIdCase: assume('The case of a tel link’s call-id in /calls/{id}', 'ignored', 'exact'),
  updateAnswer: assume(
    'A good PATCH answers 200 with the whole call or with its type and id, or 204 with nothing',
    'resource',
    'identifier',
    'empty',
  ),
  blankLeftOut: assume(
    'A new call without vendorCallId or outcome, which must be specified and may be blank',
    'refused',
    'accepted',
  ),
  sameVendorCallId: assume('A new call with the vendorCallId of another one', 'accepted', 'refused'),
  vendorCallIdFilter: assume('filter[vendorCallId] in a list of calls', 'known', 'refused', 'passed over'),
  orderViolation: assume('Status of an update out of order, or too late', '422', '400', '409'),
  sameState: assume('The state a call already has, while it is not final, once more', 'accepted', 'refused'),
  sameFinalState: assume('The final state a call already has, once more', 'refused', 'accepted'),
  skippedState: assume('A state is left out (initiated, then in progress)', 'allowed', 'refused'),
  unansweredAfterAnswer: assume(
    'From "in progress" to a final state other than completed',
    'refused',
    'allowed',
  ),
  lateInitiated: assume('`initiated` after the call has failed by itself', 'refused', 'accepted'),
  inboundStartsAs: assume('State of an inbound call that was just created', 'none', 'initiated', 'ringing'),
  timeLeftOut: assume('A state without its stateChangedAt', 'accepted', 'refused'),
  futureTime: assume('A stateChangedAt that has not come yet', 'ignored', 'refused'),
  timeOrder: assume('A stateChangedAt earlier than the last one', 'ignored', 'refused'),
  hourCountsFrom: assume('The hour after the end counts from', 'stateChangedAt', 'receipt'),
  secondRecording: assume('Another recording or voicemail URL for the same call', 'refused', 'accepted'),
  nativeCall: assume('Status of an update of a native Outreach Voice call', '403', '422'),
  outageWindow: assume('The 5 s of a call that waits while Outreach is down', 'restarts', 'runs on'),
  expiredToken: assume('Body of 401 for an expired or revoked token', 'jwt', 'json-api'),
  invalidClient: assume('Status of a wrong client id or secret at the token endpoint', '401', '400'),
  refreshRedirectUri: assume('A refresh needs the redirect_uri', 'yes', 'no'),
  mintRetryAfter: assume('429 of the minting rule names Retry-After', 'yes', 'no'),
  retryAfterForm: assume('Retry-After names', 'seconds', 'a date'),
  wrongAccept: assume('An Accept header that leaves out application/vnd.api+json', 'refused', 'ignored'),
  pkce: assume('A code_challenge of the sign-in', 'checked', 'ignored'),
} as const;

export type SwitchName = keyof typeof SWITCHES;
export type Switches = { -readonly [Name in SwitchName]: (typeof SWITCHES)[Name]['initial'] };

function valueSchema(name: SwitchName): z.ZodType {
  const entry: Flag | Amount | Choice<string> = SWITCHES[name];
  if (entry.kind === 'flag') return z.boolean();
  if (entry.kind === 'amount') return z.number().nonnegative();
  return z.enum(entry.options);
}

const NAMES = Object.keys(SWITCHES) as SwitchName[];

/** What the admin endpoint takes: any of the switches by name, each with a value it knows. */
export const switchesSchema = z
  .strictObject(Object.fromEntries(NAMES.map((name) => [name, valueSchema(name)])))
  .partial()
  .transform((given) => given as Partial<Switches>);

/** All switches at their initial values, but for those given. Throws on a name or value that does not exist. */
export function createSwitches(given: Partial<Switches> = {}): Switches {
  const initial = Object.fromEntries(NAMES.map((name) => [name, SWITCHES[name].initial])) as Switches;
  return Object.assign(initial, switchesSchema.parse(given));
}
