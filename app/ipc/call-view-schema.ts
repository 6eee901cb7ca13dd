import { z } from 'zod';
import {
  CALL_ORIGINS,
  CALL_PHASES,
  CALL_STATES,
  CLOSINGS,
  EXTENSION_STATUSES,
  QUESTIONS,
} from '../calls/call.ts';
import { callQuality } from '../voice/quality-schema.ts';

/** What the windows are shown of one call. */
export const callView = z.strictObject({
  id: z.uuid(),
  direction: z.enum(['outbound', 'inbound']),
  origin: z.enum(CALL_ORIGINS),
  number: z.string(),
  extension: z.string().optional(),
  phase: z.enum(CALL_PHASES),
  question: z.enum(QUESTIONS).optional(),
  state: z.enum(CALL_STATES),
  startedAt: z.number(),
  answeredAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** What was done on this side to end it. */
  closing: z.enum(CLOSINGS).optional(),
  /** Why it ended, in words for the rep. */
  endedBecause: z.string().optional(),
  earlyMedia: z.boolean(),
  muted: z.boolean(),
  held: z.boolean(),
  /** The other side holds this one. */
  heldByFarEnd: z.boolean().optional(),
  inConference: z.boolean().optional(),
  /** A transfer under way, or one that came to nothing and why. */
  transfer: z
    .strictObject({ status: z.enum(['trying', 'failed']), message: z.string().optional() })
    .optional(),
  extensionProgress: z
    .strictObject({
      status: z.enum(EXTENSION_STATUSES),
      sent: z.number(),
      /** While it counts down: when the first digit goes out, in milliseconds since 1970. */
      dialsAt: z.number().optional(),
    })
    .optional(),
  /** Only of inbound calls. */
  inbound: z
    .strictObject({
      /** Outreach's name for the caller, or else the phone system's. */
      name: z.string().optional(),
      title: z.string().optional(),
      company: z.string().optional(),
      /** Whether Outreach knows the caller's number. */
      known: z.boolean(),
      doNotCall: z.boolean(),
      /** The rep has answered, and the connection is being made. */
      pickedUp: z.boolean(),
      /** The rep lets it ring unheard. */
      ignored: z.boolean().optional(),
      /** It is over, and the rep neither answered nor rejected it. */
      missed: z.boolean(),
    })
    .optional(),
  /** How the line is, and was; absent where nothing was measured. */
  quality: callQuality.optional(),
  /** Its recording, or the caller's message: on its way, in Outreach, or not sent and why. */
  recording: z
    .strictObject({
      kind: z.enum(['recording', 'voicemail']),
      status: z.enum(['waiting', 'linked', 'not-sent']),
      message: z.string().optional(),
    })
    .optional(),
  /** What Outreach knows of it: nothing owed, everything accepted, something waiting, something refused for good. */
  logging: z.enum(['none', 'logged', 'waiting', 'refused']),
  loggingMessage: z.string().optional(),
});
export type CallView = z.infer<typeof callView>;
