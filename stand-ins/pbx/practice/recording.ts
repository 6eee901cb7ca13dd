import type { RecordedNumber } from './numbers.ts';
import type { SipHeader } from './sip-message.ts';

/** A made-up address; whoever clicks it reaches nothing. */
function recordingUrl(callId: string, padding = 0): string {
  return `https://recordings.practice.example/${encodeURIComponent(callId)}.wav${padding > 0 ? `?sig=${'a'.repeat(padding)}` : ''}`;
}

/** The header with which a recorded number ends its calls (docs/recordings.md), on BYE or on the answer to one. */
export function recordingHeaders(record: RecordedNumber | undefined, callId: string): readonly SipHeader[] {
  if (record !== 'on BYE' && record !== 'on BYE, too long') return [];
  return [['x-outdial-recording-url', recordingUrl(callId, record === 'on BYE' ? 0 : 300)]];
}

/** What the MESSAGE after a recorded number's call says; undefined where there is none. */
export function recordingMessage(record: RecordedNumber | undefined, callId: string): string | undefined {
  if (record !== 'by MESSAGE') return undefined;
  return JSON.stringify({ callId, recordingUrl: recordingUrl(callId) });
}
