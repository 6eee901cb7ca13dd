import type { CallView } from '../../../app/ipc/call-view-schema.ts';

/** How a word is coloured; the word itself always says the same. */
export type Tone = 'live' | 'wait' | 'bad' | 'quiet';

export interface Words {
  readonly text: string;
  readonly tone: Tone;
}

/** Where a call is, for the head of its card. */
export function stateWords(call: CallView): Words {
  switch (call.phase) {
    case 'confirming':
      return { text: 'Checking with Outreach…', tone: 'wait' };
    case 'asking':
      return { text: 'Waiting for your answer', tone: 'wait' };
    case 'dialing':
      return { text: 'Dialing…', tone: 'wait' };
    case 'incoming':
      return { text: 'Incoming call', tone: 'wait' };
    case 'ringing':
      return { text: 'Ringing…', tone: 'wait' };
    case 'talking':
      return talkingWords(call);
    case 'ended':
      return resultWords(call);
    default:
      return call.phase satisfies never;
  }
}

function talkingWords(call: CallView): Words {
  if (call.transfer?.status === 'trying') return { text: 'Transferring…', tone: 'wait' };
  if (call.held) return { text: 'On hold', tone: 'wait' };
  if (call.heldByFarEnd) return { text: 'They put you on hold', tone: 'wait' };
  return { text: call.inConference ? 'In conference' : 'In call', tone: 'live' };
}

const INBOUND_RESULTS: Partial<Record<CallView['state'], string>> = {
  busy: 'Declined',
  'no answer': 'Missed',
  canceled: 'Caller hung up',
};

const OUTBOUND_RESULTS: Partial<Record<CallView['state'], string>> = {
  busy: 'Busy',
  'no answer': 'No answer',
  canceled: 'Canceled',
};

/** What became of a call that is over (spec, "Call states"), from the rep's side of it. */
export function resultWords(call: CallView): Words {
  if (call.closing === 'transferred') return { text: 'Transferred', tone: 'live' };
  if (call.closing === 'forwarded') return { text: 'Sent on', tone: 'quiet' };
  if (call.state === 'completed') return { text: 'Completed', tone: 'live' };
  if (call.state === 'failed') return { text: 'Failed', tone: 'bad' };
  if (call.inbound?.missed === false && call.state === 'canceled')
    return { text: 'Answered elsewhere', tone: 'quiet' };
  if (call.inbound?.missed && call.state === 'busy') return { text: 'Missed', tone: 'wait' };
  const text = (call.direction === 'inbound' ? INBOUND_RESULTS : OUTBOUND_RESULTS)[call.state];
  if (!text) return { text: 'Ended', tone: 'quiet' };
  return { text, tone: call.state === 'canceled' && call.direction === 'outbound' ? 'quiet' : 'wait' };
}

/** Whether Outreach has the call; null where nothing is owed, because the call isn't one of Outreach's. */
export function loggingWords(call: CallView): Words | null {
  switch (call.logging) {
    case 'none':
      return null;
    case 'logged':
      return { text: 'Logged in Outreach', tone: 'live' };
    case 'waiting':
      return { text: 'Waiting to be logged', tone: 'wait' };
    case 'refused':
      return { text: 'Not logged in Outreach', tone: 'bad' };
    default:
      return call.logging satisfies never;
  }
}

const RECORDING_WORDS = {
  recording: {
    waiting: 'Recording waits to be linked',
    linked: 'Recording linked',
    'not-sent': 'Recording not sent',
  },
  voicemail: {
    waiting: 'Voicemail waits to be linked',
    linked: 'Voicemail linked',
    'not-sent': 'Voicemail not sent',
  },
} as const;

const RECORDING_TONES = { waiting: 'wait', linked: 'live', 'not-sent': 'bad' } as const;

/** Whether Outreach knows where the call can be heard; null where the phone system said nothing of it. */
export function recordingWords({ recording }: CallView): Words | null {
  if (!recording) return null;
  const { kind, status } = recording;
  return { text: RECORDING_WORDS[kind][status], tone: RECORDING_TONES[status] };
}

/** Who asked for the call. */
export function originWords(call: CallView): string {
  if (call.origin === 'outreach') return 'From Outreach';
  if (call.direction === 'inbound') return 'Incoming';
  return call.origin === 'link' ? 'From a link' : 'Dialed here';
}

/**
 * What else the rep should know while the call is up; null for nothing.
 *
 * @param emergency it can be neither held nor transferred
 */
export function callHint(call: CallView, emergency = false): string | null {
  if (call.phase === 'ringing' && call.earlyMedia)
    return 'You hear them. Keys reach them before they answer.';
  if (call.phase === 'confirming') return 'Outdial dials as soon as Outreach confirms this call.';
  if (call.phase !== 'talking') return null;
  if (call.transfer?.status === 'trying') return 'The phone system is connecting them.';
  if (call.held) return 'On hold: neither side hears the other.';
  if (call.heldByFarEnd) return 'They don’t hear you until they take the call off hold.';
  if (call.muted) return 'You are muted. They can’t hear you.';
  return emergency ? 'M mutes, digits send tones.' : 'M mutes, O holds, digits send tones.';
}
