import { z } from 'zod';
import { CALL_STATES, type CallState } from '../calls/call.ts';
import { parseSafely } from '../parse-safely.ts';
import { bodyOf, type HttpAnswer } from './http-answer.ts';
import type { CallUrls } from './outreach.ts';

/** The media type of API v2, both ways; any other is answered with 415. */
export const JSON_API = 'application/vnd.api+json';

/** A call as Outreach gives it back. Only what Outdial decides by; a call may have no state yet. */
export const callResource = z.object({
  data: z.object({
    type: z.literal('call'),
    id: z.union([z.int(), z.string()]),
    attributes: z.object({
      state: z.string().nullish(),
      stateChangedAt: z.string().nullish(),
      recordingUrl: z.string().nullish(),
      /** What was written as `voicemailUrl` is read under this name, or under its own. */
      voicemailRecordingUrl: z.string().nullish(),
      voicemailUrl: z.string().nullish(),
      uid: z.string().nullish(),
    }),
  }),
});

/** Of no weight: what can't be read is passed over. */
const words = z.string().nullish().catch(undefined);

/** Errors of API v2: 400, 403, 404, 415, 422, 429, 503. */
const errorBody = z.object({
  errors: z
    .array(
      z.object({
        id: words,
        title: words,
        source: z.object({ pointer: words }).nullish().catch(undefined),
      }),
    )
    .min(1),
});

/** `GET /api/v2`: whose token this is. */
const currentUserBody = z.object({
  meta: z.object({
    user: z.object({
      id: z.union([z.int(), z.string().min(1).max(255)]),
      email: words,
      firstName: words,
      lastName: words,
    }),
  }),
});

/** The call's state in an answer, where it has one that the specification knows. */
export function callStateOf(body: unknown): CallState | undefined {
  const call = parseSafely(callResource, body);
  const state = call.success ? call.data.data.attributes.state : undefined;
  return CALL_STATES.find((known) => known === state);
}

/** What Outreach has linked to the call in an answer; undefined where that is nothing. */
export function callUrlsOf(body: unknown): CallUrls | undefined {
  const call = parseSafely(callResource, body);
  if (!call.success) return undefined;
  const { recordingUrl, voicemailRecordingUrl, voicemailUrl } = call.data.data.attributes;
  const recording = recordingUrl || undefined;
  const voicemail = voicemailRecordingUrl || voicemailUrl || undefined;
  if (recording === undefined && voicemail === undefined) return undefined;
  return { ...(recording && { recording }), ...(voicemail && { voicemail }) };
}

/**
 * Whether a JSON body can be Outreach's word on a request it took: a document of JSON:API (data, or meta alone), or nothing
 * at all. A proxy's or a portal's own JSON is not, nor is a document of errors.
 */
export function isDocument(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || 'errors' in body) return false;
  return 'data' in body || 'meta' in body || Object.keys(body).length === 0;
}

/** The first error of a JSON:API answer; empty where the body is none. */
export function firstErrorOf(answer: HttpAnswer): { id?: string; title?: string; pointer?: string } {
  const body = bodyOf(answer);
  const parsed = parseSafely(errorBody, body.kind === 'json' ? body.value : undefined);
  const first = parsed.success ? parsed.data.errors[0] : undefined;
  if (first === undefined) return {};
  return {
    ...(first.id && { id: first.id }),
    ...(first.title && { title: first.title }),
    ...(first.source?.pointer && { pointer: first.source.pointer }),
  };
}

/** Whose token it is: Outreach's id of the user, and the name, else the mail address, as the window shows it. */
export function currentUserOf(answer: HttpAnswer): { id: string; name?: string | undefined } | undefined {
  const body = bodyOf(answer);
  const parsed = parseSafely(currentUserBody, body.kind === 'json' ? body.value : undefined);
  if (answer.status !== 200 || !parsed.success) return undefined;
  const { id, firstName, lastName, email } = parsed.data.meta.user;
  const full = [firstName, lastName].filter((part) => part).join(' ');
  const shown = (full || email || '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return { id: String(id), ...(shown !== '' && { name: shown.slice(0, 100) }) };
}
