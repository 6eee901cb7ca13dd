import { z } from 'zod';

/** Where the phone system keeps a call's recording, or its caller's message. */
export interface RecordingNotice {
  /** SIP Call-ID of the rep's own leg. */
  readonly sipCallId: string;
  readonly kind: 'recording' | 'voicemail';
  /** As it came, cut at `LONGEST_NOTICE`; whether it may be passed on is for `judgeUrl` to say. */
  readonly url: string;
}

/** More than Outreach takes, so that a URL which is too long can be told as that. */
export const LONGEST_NOTICE = 2_048;
const LARGEST_MESSAGE = 65_536;
const LONGEST_CALL_ID = 255;

const HEADERS = {
  recording: 'x-outdial-recording-url',
  voicemail: 'x-outdial-voicemail-url',
} as const;

const body = z.object({
  callId: z.string().optional(),
  recordingUrl: z.string().optional(),
  voicemailUrl: z.string().optional(),
});

/**
 * Reads what docs/recordings.md lets a phone system say about recordings: headers of a BYE, of the answer to a BYE and of
 * a MESSAGE, and a MESSAGE's JSON. Any other SIP message says nothing, and neither does one that can't be read.
 * @param message one SIP message as it came (RFC 3261, section 7)
 */
export function readRecordingNotices(message: string): readonly RecordingNotice[] {
  if (message.length > LARGEST_MESSAGE) return [];
  const bodyAt = message.search(/\r?\n\r?\n/);
  const [start = '', ...lines] = unfolded(bodyAt < 0 ? message : message.slice(0, bodyAt)).split(/\r?\n/);
  const headers = headersOf(lines);
  if (!mayCarryNotices(start, headers.get('cseq'))) return [];
  const told = start.startsWith('MESSAGE ') && bodyAt >= 0 ? bodyOf(message.slice(bodyAt)) : {};
  const sipCallId =
    told.callId ?? headers.get('x-outdial-call-id') ?? headers.get('call-id') ?? headers.get('i');
  if (sipCallId === undefined || sipCallId === '' || sipCallId.length > LONGEST_CALL_ID) return [];
  const urls = {
    recording: told.recordingUrl ?? headers.get(HEADERS.recording),
    voicemail: told.voicemailUrl ?? headers.get(HEADERS.voicemail),
  };
  return (['recording', 'voicemail'] as const).flatMap((kind) => {
    const url = bare(urls[kind] ?? '');
    return url === '' ? [] : [{ sipCallId, kind, url: url.slice(0, LONGEST_NOTICE) }];
  });
}

function mayCarryNotices(start: string, cseq: string | undefined): boolean {
  if (start.startsWith('BYE ') || start.startsWith('MESSAGE ')) return true;
  return /^SIP\/2\.0 2\d\d(?: |$)/.test(start) && /^\d+\s+BYE$/.test(cseq ?? '');
}

/** RFC 3261, section 7.3.1: a line that begins with a space goes on with the one before. */
function unfolded(head: string): string {
  return head.replace(/\r?\n[ \t]+/g, ' ');
}

/** Names without case; the first of two equal names counts. */
function headersOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** Whatever the Content-Type: some phone systems can send `text/plain` only. */
function bodyOf(text: string): z.infer<typeof body> {
  try {
    return body.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    // A text message that is none of ours; its headers may still say something.
    return {};
  }
}

/** Some phone systems write an address in angle brackets or quotes, as in Call-Info. */
function bare(url: string): string {
  return url
    .trim()
    .replace(/^<(.*)>$/s, '$1')
    .replace(/^"(.*)"$/s, '$1')
    .trim();
}
