import type { CallView } from '../ipc/call-view-schema.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { Call, Closing, Inbound } from './call.ts';
import { endedBecause, wasTakenElsewhere } from './ended-because.ts';

type Logging = Pick<CallView, 'logging' | 'loggingMessage'>;

/** What Outreach knows of a call, from what it owes: the worst entry speaks for all; its recording speaks for itself. */
function loggingOf(entries: readonly OutboxEntry[]): Logging {
  const steps = entries.filter(({ update }) => update.kind !== 'recording' && update.kind !== 'voicemail');
  const refused = steps.find((entry) => entry.status === 'given-up');
  if (refused !== undefined) return { logging: 'refused', loggingMessage: refused.failure?.message };
  const waiting = steps.find((entry) => entry.status === 'waiting');
  if (waiting !== undefined) return { logging: 'waiting', loggingMessage: waiting.failure?.message };
  return { logging: steps.length === 0 ? 'none' : 'logged' };
}

/** What is known of the recording: nothing, on its way, in Outreach, or why it is not sent. */
function recordingView({ recording }: Call, entries: readonly OutboxEntry[]): Pick<CallView, 'recording'> {
  if (recording === undefined) return {};
  const { kind } = recording;
  if (recording.status === 'refused')
    return { recording: { kind, status: 'not-sent', message: recording.failure.message } };
  const entry = entries.find(({ update }) => update.kind === kind);
  const status =
    entry?.status === 'delivered' ? 'linked' : entry?.status === 'given-up' ? 'not-sent' : 'waiting';
  return { recording: { kind, status, message: entry?.failure?.message ?? laterOnes(recording.later) } };
}

function laterOnes(later: number): string | undefined {
  if (later === 0) return undefined;
  const others = later === 1 ? 'Another one came' : `${later} others came`;
  return `${others} and was not sent: Outreach takes one for each call.`;
}

/** What the rep has decided is not missed. */
const TURNED_AWAY: readonly (Closing | undefined)[] = ['rejected', 'forwarded'];

function inboundView(call: Call, { caller, displayName, pickedUpAt, ignored }: Inbound): CallView['inbound'] {
  const notTaken = call.phase === 'ended' && call.answeredAt === undefined;
  return {
    name: caller?.name ?? displayName,
    title: caller?.title,
    company: caller?.company,
    known: caller !== undefined,
    doNotCall: caller?.doNotCall ?? false,
    pickedUp: pickedUpAt !== undefined,
    ...(ignored === true && { ignored }),
    missed: notTaken && !TURNED_AWAY.includes(call.closing) && !wasTakenElsewhere(call),
  };
}

/** A transfer that was done is told by the call's end. */
function transferView({ transfer, phase }: Call): Pick<CallView, 'transfer'> {
  if (transfer === undefined || transfer.status === 'done' || phase === 'ended') return {};
  return { transfer: { status: transfer.status, message: transfer.message } };
}

/** A call as the windows see it: without Outreach's id, and with its end in words. */
export function callView(call: Call, entries: readonly OutboxEntry[]): CallView {
  return {
    id: call.id,
    direction: call.direction,
    origin: call.origin,
    number: call.number,
    extension: call.extension,
    phase: call.phase,
    question: call.question,
    state: call.state,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    ...(call.phase === 'ended' && call.closing !== undefined && { closing: call.closing }),
    endedBecause: endedBecause(call),
    earlyMedia: call.earlyMedia,
    muted: call.muted,
    held: call.held,
    ...(call.heldByFarEnd === true && { heldByFarEnd: true }),
    ...(call.conference === 'in' && { inConference: true }),
    ...transferView(call),
    ...(call.quality !== undefined && { quality: call.quality }),
    extensionProgress: call.extensionProgress,
    ...(call.inbound === undefined ? {} : { inbound: inboundView(call, call.inbound) }),
    ...recordingView(call, entries),
    ...loggingOf(entries),
  };
}
