import type { CallUpdate } from '../outbox/entry.ts';

/** The body of PATCH /api/v2/calls/{id} (spec, "Update an existing call"): these attributes and no others. */
export interface CallPatch {
  readonly data: {
    readonly type: 'call';
    readonly id: number | string;
    readonly attributes:
      | { readonly state: string; readonly stateChangedAt: string }
      | { readonly recordingUrl: string }
      | { readonly voicemailUrl: string };
  };
}

/**
 * The body of one update of a call. Outreach's own ids are JSON integers, a tel link's call-id is a string. With a
 * state, `stateChangedAt` is UTC with milliseconds and always sent (spec, "Requirements"); a URL goes without a state:
 * it "cannot be empty unless recordingUrl or voicemailUrl is provided".
 */
export function callPatch(outreachCallId: string, update: CallUpdate): CallPatch {
  return {
    data: {
      type: 'call',
      id: isIntegerId(outreachCallId) ? Number(outreachCallId) : outreachCallId,
      attributes: attributesOf(update),
    },
  };
}

function attributesOf(update: CallUpdate): CallPatch['data']['attributes'] {
  switch (update.kind) {
    case 'state':
      return { state: update.state, stateChangedAt: new Date(update.stateChangedAt).toISOString() };
    case 'recording':
      return { recordingUrl: update.url };
    case 'voicemail':
      return { voicemailUrl: update.url };
    default:
      return update satisfies never;
  }
}

/**
 * The path of a call below `/api/v2`, or undefined for an id that can't be one: empty, too long, or a dot segment,
 * which every URL parser takes for "the folder above", percent-encoded or not (WHATWG URL, "double-dot segment").
 */
export function callPath(outreachCallId: string): string | undefined {
  if (outreachCallId === '' || outreachCallId.length > 255) return undefined;
  if (outreachCallId === '.' || outreachCallId === '..') return undefined;
  if (!outreachCallId.isWellFormed()) return undefined;
  return `/calls/${encodeURIComponent(outreachCallId)}`;
}

function isIntegerId(id: string): boolean {
  return /^[1-9]\d*$/.test(id) && Number.isSafeInteger(Number(id));
}

/** The base of API v2 from `outreach.apiUrl`, which may be given with or without `/api/v2`; no slash at its end. */
export function apiBase(apiUrl: string): string {
  const bare = apiUrl.replace(/\/+$/, '');
  return bare.endsWith('/api/v2') ? bare : `${bare}/api/v2`;
}
