import type { Failure } from '../result.ts';

export const REGISTRATION_CODES = [
  'bad-account',
  'phone-sign-in-needed',
  'wrong-password',
  'unknown-sign-in',
  'forbidden',
  'unknown-account',
  'server-unreachable',
  'certificate',
  'timeout',
  'refused',
] as const;
export type RegistrationCode = (typeof REGISTRATION_CODES)[number];

/** What came of a REGISTER, as the SIP side saw it. */
export interface RegistrationTrouble {
  readonly kind: 'answer' | 'timeout' | 'transport' | 'certificate' | 'account' | 'signed-out';
  /** The status of the answer, for `answer`. */
  readonly status?: number | undefined;
  /** Whether the refused REGISTER carried credentials. */
  readonly withCredentials?: boolean | undefined;
}

const MESSAGES: Record<RegistrationCode, string> = {
  'bad-account':
    'The phone account in the configuration cannot be used: have your IT admin check sip.server, sip.domain and sip.username.',
  'phone-sign-in-needed': 'Nobody is signed in to the phone. Open Settings and sign in under Phone.',
  'wrong-password':
    'The phone system refused the user name or password: sign in again under Settings, Phone, or have your IT admin check sip.username and sip.password.',
  'unknown-sign-in':
    'The phone system asks for the password in a way Outdial does not know: have your IT admin allow digest authentication with SHA-256 or MD5 there.',
  forbidden:
    'The phone system forbids this account to register (SIP 403): the user name or password is wrong, or the account is locked. Sign in again under Settings, Phone, or ask your IT admin.',
  'unknown-account':
    'The phone system does not know this account: check the user name under Settings, Phone, or have your IT admin check sip.username and sip.domain.',
  'server-unreachable':
    'The phone system cannot be reached: check the network, or have your IT admin check sip.server. Outdial keeps trying.',
  certificate:
    'The phone system’s certificate is not trusted by this computer: have your IT admin renew it, or install its authority.',
  timeout: 'The phone system does not respond. Outdial keeps trying.',
  refused: 'The phone system refuses to register this account right now. Outdial keeps trying.',
};

/** The failure a rep or an IT admin reads; its code is one of `REGISTRATION_CODES`. */
export function registrationFailureOf(trouble: RegistrationTrouble): Failure<RegistrationCode> {
  const code = codeOf(trouble);
  const status = code === 'refused' && trouble.status !== undefined ? ` (SIP ${trouble.status})` : '';
  return { code, message: `${MESSAGES[code]}${status}` };
}

/** Trying again by itself cannot help until someone changes the account, and could lock it. */
export function isAccountTrouble(code: string): boolean {
  return ['bad-account', 'wrong-password', 'unknown-sign-in', 'forbidden', 'unknown-account'].includes(code);
}

/** RFC 3261 section 22.2: a challenge after credentials means they were wrong; many servers say so by 403. 404: no such user. */
function codeOf({ kind, status, withCredentials }: RegistrationTrouble): RegistrationCode {
  if (kind === 'account') return 'bad-account';
  if (kind === 'signed-out') return 'phone-sign-in-needed';
  if (kind === 'certificate') return 'certificate';
  if (kind === 'transport') return 'server-unreachable';
  if (kind === 'timeout' || status === 408 || status === 504) return 'timeout';
  if (status === 401 || status === 407)
    return withCredentials === true ? 'wrong-password' : 'unknown-sign-in';
  if (status === 403) return withCredentials ? 'forbidden' : 'unknown-account';
  return status === 404 || status === 604 ? 'unknown-account' : 'refused';
}
