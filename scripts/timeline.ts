import type { CallState } from '../app/calls/call.ts';

/** What Outreach's journal must tell of one request; the journal entries of its stand-in do. */
export interface SeenRequest {
  readonly at: number;
  readonly answeredAt?: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly status?: number | undefined;
  readonly body: unknown;
}

/** What a phone system's journal must tell of one event; the practice PBX's journal does. */
export interface SeenEvent {
  readonly at: number;
  readonly event: string;
  readonly number?: string | undefined;
  readonly digits?: string | undefined;
}

/** What was observed of one outbound call with an extension. All times in milliseconds since 1970. */
export interface CallEvidence {
  /** When the link was given to the system. */
  readonly linkAt: number;
  /** The link's call-id. */
  readonly outreachCallId: string;
  readonly number: string;
  readonly extension: string;
  readonly requests: readonly SeenRequest[];
  readonly events: readonly SeenEvent[];
  /** The states Outreach took, in its order, and who set them. */
  readonly history: readonly { readonly state: CallState; readonly by: string }[];
  /** The strongest frequency each side heard, in hertz; 0 is silence. */
  readonly heard: { readonly byFarEnd: number; readonly byRep: number; readonly spoken: number };
}

export interface TimelineRow {
  readonly what: string;
  /** Milliseconds since 1970; undefined where it never happened. */
  readonly at: number | undefined;
}

const STATES: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];
/** Spec, "Call states": a call that is not updated within 5 s of the launch has failed for Outreach. */
const FIRST_UPDATE_WITHIN_MS = 5_000;
const FREQUENCY_TOLERANCE_HZ = 30;

/** The call's steps in the order in which they must happen. */
export function timelineOf(evidence: CallEvidence): readonly TimelineRow[] {
  const { linkAt, extension, number } = evidence;
  const event = (name: string) =>
    evidence.events.find((entry) => entry.event === name && entry.number === number && entry.at >= linkAt)
      ?.at;
  const initiated = updateOf(evidence, 'initiated');
  const digits = evidence.events.find((entry) => entry.event === 'DTMF' && entry.digits === extension);
  return [
    { what: 'link', at: linkAt },
    { what: 'initiated sent', at: initiated?.at },
    { what: 'initiated accepted', at: acceptedAt(initiated) },
    { what: 'INVITE', at: event('INVITE') },
    { what: 'ringing', at: event('180') },
    { what: 'answered', at: event('200') },
    { what: `digits heard (${extension})`, at: digits?.at },
    { what: 'ended', at: event('ended') },
    { what: 'completed accepted', at: acceptedAt(updateOf(evidence, 'completed')) },
  ];
}

/** Everything that was not as it must be, in words; empty when all of it was right. */
export function problemsOf(evidence: CallEvidence): readonly string[] {
  const problems: string[] = [];
  const rows = timelineOf(evidence);
  for (const { what, at } of rows) if (at === undefined) problems.push(`"${what}" never happened`);

  const known = rows.filter((row): row is { what: string; at: number } => row.at !== undefined);
  known.slice(1).forEach((row, index) => {
    const before = known[index];
    if (before && row.at < before.at) problems.push(`"${row.what}" came before "${before.what}"`);
  });

  const accepted = rows.find(({ what }) => what === 'initiated accepted')?.at;
  if (accepted !== undefined && accepted - evidence.linkAt > FIRST_UPDATE_WITHIN_MS)
    problems.push('Outreach heard of the call later than 5 s after the link');

  const states = evidence.history.map(({ state }) => state).join(', ');
  if (states !== STATES.join(', '))
    problems.push(`Outreach took the states "${states}", not "${STATES.join(', ')}"`);
  if (evidence.history.some(({ by }) => by !== 'app')) problems.push('Outreach set a state by itself');

  const digits = evidence.events.findLast(({ event }) => event === 'DTMF')?.digits ?? '';
  if (digits !== evidence.extension)
    problems.push(`the far end heard the digits "${digits}", not the extension "${evidence.extension}"`);

  const { byFarEnd, byRep, spoken } = evidence.heard;
  const isSpoken = (frequency: number) => Math.abs(frequency - spoken) <= FREQUENCY_TOLERANCE_HZ;
  if (!isSpoken(byFarEnd))
    problems.push(`the far end heard ${byFarEnd} Hz, not the ${spoken} Hz that were spoken`);
  if (!isSpoken(byRep)) problems.push(`the rep heard ${byRep} Hz, not the echo of ${spoken} Hz`);
  return problems;
}

/** The timeline as text, in milliseconds from the link and from the row before. */
export function printedTimeline(rows: readonly TimelineRow[]): string {
  const start = rows[0]?.at ?? 0;
  let before = start;
  const lines = rows.map(({ what, at }) => {
    if (at === undefined) return `${'–'.padStart(9)}${''.padStart(11)}  ${what}`;
    const line = `${(at - start).toFixed(1).padStart(9)}${`+${(at - before).toFixed(1)}`.padStart(11)}  ${what}`;
    before = at;
    return line;
  });
  return [`${'ms'.padStart(9)}${'step'.padStart(11)}`, ...lines].join('\n');
}

/** The PATCH that told Outreach of `state` and was accepted, else the first that tried. */
function updateOf({ requests, outreachCallId }: CallEvidence, state: CallState): SeenRequest | undefined {
  const path = `/api/v2/calls/${outreachCallId}`.toLowerCase();
  const tried = requests.filter(
    (request) =>
      request.method === 'PATCH' && request.path.toLowerCase() === path && stateIn(request.body) === state,
  );
  return tried.find(({ status }) => status === 200) ?? tried[0];
}

function acceptedAt(request: SeenRequest | undefined): number | undefined {
  return request?.status === 200 ? request.answeredAt : undefined;
}

function stateIn(body: unknown): unknown {
  const { data } = (body ?? {}) as { data?: { attributes?: { state?: unknown } } };
  return data?.attributes?.state;
}
