import { z } from 'zod';
import {
  CALL_ORIGINS,
  CALL_PHASES,
  CALL_STATES,
  CALL_TRANSFER_STATUSES,
  type Call,
  CLOSINGS,
  CONFERENCE_PARTS,
  DIGIT_KINDS,
  EXTENSION_STATUSES,
  OTHER_CALLS,
  OUTREACH_ANSWERS,
  QUESTIONS,
} from '../../app/calls/call.ts';
import { parseSafely } from '../../app/parse-safely.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import { END_CAUSES } from '../../app/voice/carrier.ts';
import { keptQuality } from '../../app/voice/quality-schema.ts';

const moment = z.int();
const heardUrl = z.object({ kind: z.enum(['recording', 'voicemail']), url: z.string() });
const failure = z.object({ code: z.string(), message: z.string() });

/** A call as the disk has it. The disk is outside: a backup, an older Outdial or a curious hand may have written it. */
const storedCall = z.object({
  id: z.string().min(1),
  direction: z.enum(['outbound', 'inbound']),
  origin: z.enum(CALL_ORIGINS),
  number: z.string(),
  extension: z.string().optional(),
  outreachCallId: z.string().optional(),
  emergency: z.boolean().optional(),
  phase: z.enum(CALL_PHASES),
  question: z.enum(QUESTIONS).optional(),
  cost: z.enum(['unknown', 'ask']).optional(),
  state: z.enum(CALL_STATES),
  stateChangedAt: moment,
  startedAt: moment,
  dialedAt: moment.optional(),
  ringingAt: moment.optional(),
  answeredAt: moment.optional(),
  endedAt: moment.optional(),
  endReason: z
    .object({ cause: z.enum(END_CAUSES), status: z.int().optional(), text: z.string().optional() })
    .optional(),
  closing: z.enum(CLOSINGS).optional(),
  outreachAnswer: z.enum(OUTREACH_ANSWERS).optional(),
  earlyMedia: z.boolean(),
  muted: z.boolean(),
  held: z.boolean(),
  holdAsked: z.boolean().optional(),
  heldByFarEnd: z.boolean().optional(),
  waitsForLine: z.boolean().optional(),
  others: z.enum(OTHER_CALLS).optional(),
  conference: z.enum(CONFERENCE_PARTS).optional(),
  transfer: z
    .object({
      status: z.enum(CALL_TRANSFER_STATUSES),
      toCallId: z.string().optional(),
      isTarget: z.boolean().optional(),
      message: z.string().optional(),
    })
    .optional(),
  digitsOut: z.array(z.enum(DIGIT_KINDS)).optional(),
  extensionProgress: z
    .object({ status: z.enum(EXTENSION_STATUSES), sent: z.int(), dialsAt: moment.optional() })
    .optional(),
  // A figure that is none must not cost the call.
  quality: keptQuality.optional().catch(undefined),
  sipCallId: z.string().optional(),
  heard: z.array(heardUrl).optional(),
  recording: z
    .discriminatedUnion('status', [
      heardUrl.extend({ status: z.literal('owed'), later: z.int() }),
      z.object({ status: z.literal('refused'), kind: heardUrl.shape.kind, failure }),
    ])
    .optional(),
  inbound: z
    .object({
      to: z.string(),
      displayName: z.string().optional(),
      caller: z
        .object({
          name: z.string().optional(),
          title: z.string().optional(),
          company: z.string().optional(),
          doNotCall: z.boolean(),
        })
        .optional(),
      logged: z.boolean(),
      pickedUpAt: moment.optional(),
      ignored: z.boolean().optional(),
    })
    .optional(),
}) satisfies z.ZodType<Call>;

const row = z.object({ document: z.string() });

/** The text kept in `calls.document`. */
export function documentOf(call: Call): string {
  return JSON.stringify(call);
}

/** Reads one row of `calls`; fails with `unreadable-call`, never naming what the row holds. */
export function callOfRow(value: unknown): Result<Call> {
  const parsed = parseSafely(row, value);
  const document = parsed.success ? jsonOf(parsed.data.document) : undefined;
  const call = parseSafely(storedCall, document);
  if (call.success) return ok(call.data);
  const where = call.error.issues[0]?.path.join('.') || 'the whole of it';
  return fail('unreadable-call', `A stored call could not be read (${where}) and is left out of the list.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is told like any other wrong document, by the schema.
    return undefined;
  }
}
