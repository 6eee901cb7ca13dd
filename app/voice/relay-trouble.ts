import type { Failure } from '../result.ts';

/**
 * Why there is no relay for the audio, where TURN servers are configured.
 * - `relay-refused`  all of them refuse the user name or password
 * - `relay-missing`  none of them gave one in time: not reachable from here, or out of order
 */
export const RELAY_TROUBLES = ['relay-refused', 'relay-missing'] as const;
export type RelayTrouble = (typeof RELAY_TROUBLES)[number];

/** RFC 8489 section 9.2.5 and RFC 8656 section 7.4: wrong, not allowed, not those that the allocation began with. */
const REFUSALS: readonly number[] = [401, 403, 441];

/** Whether this STUN error code means that user name or password are not accepted. */
export function isRelayRefusal(errorCode: number): boolean {
  return REFUSALS.includes(errorCode);
}

const WORDS: Record<RelayTrouble, string> = {
  'relay-refused':
    'The relay for the audio (TURN server) refused its user name or password. Have your IT admin check sip.iceServers.',
  'relay-missing':
    'The relay for the audio (TURN server) cannot be reached from this network. Have your IT admin check sip.iceServers, the server’s certificate and the firewall.',
};

/** What a rep and an IT admin read; `relayOnly`: calls have no other way. */
export function relayWarningOf(trouble: RelayTrouble, relayOnly: boolean): Failure<RelayTrouble> {
  const meaning = relayOnly
    ? 'Until then no call can be made.'
    : 'Until then calls from some networks have no sound.';
  return { code: trouble, message: `${WORDS[trouble]} ${meaning}` };
}
