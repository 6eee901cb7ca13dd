import { plainCallId } from '../outreach/call-id.ts';
import type { RecordingSettings } from '../settings/settings.ts';
import type { Call, HeardUrl } from './call.ts';

/** What may stand in braces in a URL template, each a fact of the call. */
export const PLACEHOLDERS = [
  'sipCallId',
  'outreachCallId',
  'number',
  'direction',
  'date',
  'startedAt',
] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

/**
 * The URL that the configuration says this ended call can be heard at: `urlTemplate` where it was completed,
 * `voicemailUrlTemplate` where an inbound call was not answered. Undefined where there is no template for this end, or a
 * fact it needs is missing: part of an address is none.
 */
export function fillTemplate(call: Call, settings: RecordingSettings): HeardUrl | undefined {
  const missed = call.direction === 'inbound' && (call.state === 'busy' || call.state === 'no answer');
  const kind = missed ? 'voicemail' : 'recording';
  const template = missed ? settings.voicemailUrlTemplate : settings.urlTemplate;
  if (template === undefined || (!missed && call.state !== 'completed')) return undefined;
  let whole = true;
  const url = template.replace(/\{(\w+)\}/g, (_braced, name: string) => {
    const placeholder = PLACEHOLDERS.find((known) => known === name);
    const value = placeholder === undefined ? undefined : factOf(call, placeholder);
    // A lone dot or two would change the path, percent-encoded or not (WHATWG URL, "double-dot segment").
    if (value === undefined || value === '' || /^\.+$/.test(value) || !value.isWellFormed()) whole = false;
    return whole && value !== undefined ? encode(value) : '';
  });
  return whole ? { kind, url } : undefined;
}

function factOf(call: Call, placeholder: Placeholder): string | undefined {
  switch (placeholder) {
    case 'sipCallId':
      return call.sipCallId;
    case 'outreachCallId':
      return call.outreachCallId && plainCallId(call.outreachCallId);
    case 'number':
      return call.number;
    case 'direction':
      return call.direction;
    case 'date':
      return new Date(call.startedAt).toISOString().slice(0, 10);
    case 'startedAt':
      return String(Math.floor(call.startedAt / 1_000));
    default:
      return placeholder satisfies never;
  }
}

/** `encodeURIComponent` leaves `!'()*` bare, which some servers and mail programs cut an address at. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
