import type { CallChange, CallCreation } from '../outbox/entry.ts';
import { plainCallId, sentCallId } from './call-id.ts';
import { formOf } from './query.ts';

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
 * The body of one update of a call, whose id stands in it as Outreach gave it: an integer, or a string. With a
 * state, `stateChangedAt` is UTC with milliseconds and always sent (spec, "Requirements"); a URL goes without a state:
 * it "cannot be empty unless recordingUrl or voicemailUrl is provided".
 */
export function callPatch(outreachCallId: string, update: CallChange): CallPatch {
  return {
    data: {
      type: 'call',
      id: sentCallId(outreachCallId),
      attributes: attributesOf(update),
    },
  };
}

function attributesOf(update: CallChange): CallPatch['data']['attributes'] {
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

/** The body of POST /api/v2/calls (spec, "Create a new call"): each of these attributes "must be specified". */
export interface CallPost {
  readonly data: {
    readonly type: 'call';
    readonly attributes: {
      readonly direction: 'inbound';
      readonly externalVendor: 'VoiceExtension';
      readonly vendorCallId: string;
      readonly from: string;
      readonly to: string;
      /** "It must be blank because the call is ongoing." */
      readonly outcome: '';
    };
  };
}

/** The body which makes an inbound call's record. */
export function callPost({ from, to, vendorCallId }: CallCreation): CallPost {
  const attributes = {
    direction: 'inbound',
    externalVendor: 'VoiceExtension',
    vendorCallId,
    from,
    to,
    outcome: '',
  } as const;
  return { data: { type: 'call', attributes } };
}

/** The path of a search for a call by its `vendorCallId`, newest first. */
export function callSearchPath(vendorCallId: string): string {
  return `/calls?${formOf({ 'filter[vendorCallId]': vendorCallId, sort: '-createdAt', 'page[size]': '10' })}`;
}

/**
 * The path of one page of the latest calls, newest first, where Outreach does not search by `vendorCallId`.
 *
 * @param userId of the rep, so that a colleague's calls don't fill the page; undefined for everybody's
 * @param after the cursor of an earlier page
 */
export function latestCallsPath(userId: string | undefined, after?: string): string {
  const fields = {
    ...(userId !== undefined && { 'filter[user][id]': userId }),
    ...{ sort: '-createdAt', 'page[size]': '100' },
    ...(after !== undefined && { 'page[after]': after }),
  };
  return `/calls?${formOf(fields)}`;
}

/**
 * The path of a call below `/api/v2`, or undefined for an id that can't be one: empty, too long, or a dot segment,
 * which every URL parser takes for "the folder above", percent-encoded or not (WHATWG URL, "double-dot segment").
 */
export function callPath(outreachCallId: string): string | undefined {
  if (outreachCallId === '' || outreachCallId.length > 255) return undefined;
  if (outreachCallId === '.' || outreachCallId === '..') return undefined;
  if (!outreachCallId.isWellFormed()) return undefined;
  return `/calls/${encodeURIComponent(plainCallId(outreachCallId))}`;
}

/** The base of API v2 from `outreach.apiUrl`, which may be given with or without `/api/v2`; no slash at its end. */
export function apiBase(apiUrl: string): string {
  const bare = apiUrl.replace(/\/+$/, '');
  return bare.endsWith('/api/v2') ? bare : `${bare}/api/v2`;
}
