import { of } from '../browser/phases.ts';
import type { VoicePage } from '../browser/voice-page.ts';
import type { Baresip } from './baresip.ts';

/** The SIP Call-IDs of the calls of which a telephone has seen the end. */
export function closedCalls(phone: Baresip): readonly string[] {
  return phone
    .events()
    .filter(({ type }) => type === 'CALL_CLOSED')
    .map(({ id }) => id);
}

/** The phone system's name for a call that the page has dialled; empty where its INVITE has not left. */
export function sipCallIdOf(page: VoicePage, callId: string): string {
  const dialing = page.seen().find(({ event }) => of(callId, 'dialing')(event))?.event;
  return dialing?.type === 'dialing' ? (dialing.sipCallId ?? '') : '';
}
