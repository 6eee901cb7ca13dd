/** When a link of Outreach's is dialled (design, "The way of a link", step 5). */
export const LINK_RULES = ['ask', 'when Outreach confirms', 'at once'] as const;
export type LinkRule = (typeof LINK_RULES)[number];

/** The OAuth application and API an organisation uses. All URLs https, or http on loopback in unpackaged builds. */
export interface OutreachSettings {
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Where reps work in Outreach, for the link with which they log a call. */
  readonly webUrl?: string | undefined;
  /** Whether the sign-in sends a PKCE challenge (RFC 7636, S256). Outreach does not document it; absent means no. */
  readonly pkce?: boolean | undefined;
}

export interface SipSettings {
  /** WebSocket address of the SIP server: `wss://…`, or `ws://` on loopback. */
  readonly server: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly displayName?: string | undefined;
}

export interface DialingSettings {
  readonly outreachLinks: LinkRule;
  readonly otherLinks: LinkRule;
  /** libphonenumber's number types that are asked about before dialling. */
  readonly askFirstTypes?: readonly string[] | undefined;
  /** ISO 3166-1 codes (`001`: international networks) to ask about, or every country that is no home country. */
  readonly askFirstCountries?: 'other' | readonly string[] | undefined;
  /** ISO 3166-1 codes; local numbers are read as dialled in the first one. */
  readonly homeCountries?: readonly string[] | undefined;
}

export const DEFAULT_RING_SECONDS = 30;

export interface IncomingSettings {
  /** How long an incoming call rings here before the phone system has it back. */
  readonly ringSeconds: number;
}

export interface RecordingSettings {
  /** Servers that recordings may be on; empty: any. */
  readonly hosts: readonly string[];
  /** Where a completed call can be heard, with the call's facts in braces. */
  readonly urlTemplate?: string | undefined;
  /** Where the message of a missed inbound call can be heard. */
  readonly voicemailUrlTemplate?: string | undefined;
}

export interface Settings {
  readonly outreach?: OutreachSettings | undefined;
  readonly sip?: SipSettings | undefined;
  readonly dialing: DialingSettings;
  readonly incoming?: IncomingSettings | undefined;
  readonly recordings?: RecordingSettings | undefined;
}

/** One wrong place in the configuration file: which key, what was expected; the rest is used. */
export interface SettingsProblem {
  /** Dotted path, e.g. `sip.server`; empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
}
