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

/** A STUN or TURN server, as RTCPeerConnection takes it. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}

export interface SipSettings {
  /** WebSocket address of the SIP server: `wss://…`, or `ws://` on loopback. The first of several. */
  readonly server: string;
  /** All of them, in the order in which they are tried. */
  readonly servers?: readonly string[] | undefined;
  readonly domain: string;
  /** Absent where each rep signs in to the phone in the window. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly displayName?: string | undefined;
  readonly iceServers?: readonly IceServer[] | undefined;
  /** Audio only by the TURN servers, never by addresses of this computer. */
  readonly relayOnly?: boolean | undefined;
  /** How keypad digits are sent: RFC 4733 in the audio (the default), or SIP INFO. */
  readonly dtmf?: 'rfc4733' | 'info' | undefined;
  /** What the test call dials. */
  readonly testNumber?: string | undefined;
  /** How often an idle connection is tried; in a call it is tried at least every 10 s. */
  readonly keepAliveSeconds?: number | undefined;
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
  /** From the answer to the first digit of an extension. */
  readonly extensionWaitSeconds?: number | undefined;
}

export interface EmergencySettings {
  /** Emergency numbers besides 112, 911 and those of the home countries. */
  readonly numbers: readonly string[];
  /** The place the carrier has for this line, as those who answer an emergency call are told. */
  readonly location?: string | undefined;
}

export const DEFAULT_EXTENSION_WAIT_SECONDS = 1;

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
  readonly emergency?: EmergencySettings | undefined;
}

/** One wrong place in the configuration file: which key, what was expected; the rest is used. */
export interface SettingsProblem {
  /** Dotted path, e.g. `sip.server`; empty for the file as a whole. */
  readonly key: string;
  readonly message: string;
}
