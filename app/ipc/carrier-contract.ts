import { z } from 'zod';
import { END_CAUSES, REJECTIONS, TRANSFER_STATUSES } from '../voice/carrier.ts';
import { callQuality } from '../voice/quality-schema.ts';
import { LONGEST_NOTICE } from '../voice/recording-notice.ts';
import { registration, sipAccount } from './phone-line.ts';

/** The Voice port on its way between main and the voice page; part of the contract. */

const callId = z.uuid();
const sipCallId = z.string().min(1).max(255);

const endReason = z.strictObject({
  cause: z.enum(END_CAUSES),
  status: z.int().min(100).max(699).optional(),
  text: z.string().max(200).optional(),
});

/** What the voice page reports: the Voice port's events, word for word. */
export const carrierEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('registration'), registration }),
  z.strictObject({
    type: z.literal('incoming'),
    callId,
    from: z.string().max(255),
    to: z.string().max(255),
    name: z.string().max(255).optional(),
    sipCallId: sipCallId.optional(),
  }),
  z.strictObject({ type: z.literal('dialing'), callId, sipCallId: sipCallId.optional() }),
  z.strictObject({ type: z.literal('ringing'), callId, earlyMedia: z.boolean() }),
  z.strictObject({ type: z.literal('answered'), callId }),
  z.strictObject({ type: z.literal('digits'), callId, sent: z.int().min(0), done: z.boolean() }),
  z.strictObject({ type: z.literal('muted'), callId, muted: z.boolean() }),
  z.strictObject({ type: z.literal('held'), callId, held: z.boolean() }),
  z.strictObject({ type: z.literal('held-by-far-end'), callId, held: z.boolean() }),
  z.strictObject({
    type: z.literal('transfer'),
    callId,
    status: z.enum(TRANSFER_STATUSES),
    sipStatus: z.int().min(100).max(699).optional(),
  }),
  z.strictObject({ type: z.literal('conference'), callIds: z.array(callId).max(8).readonly() }),
  z.strictObject({ type: z.literal('quality'), callId, quality: callQuality }),
  z.strictObject({ type: z.literal('ended'), callId, reason: endReason }),
  z.strictObject({
    type: z.literal('recording'),
    sipCallId,
    kind: z.enum(['recording', 'voicemail']),
    url: z.string().min(1).max(LONGEST_NOTICE),
  }),
]);

/** What main asks of the voice page: the Voice port's commands. */
export const carrierCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('dial'), callId, number: z.string() }),
  z.strictObject({ type: z.literal('answer'), callId }),
  z.strictObject({ type: z.literal('reject'), callId, as: z.enum(REJECTIONS) }),
  z.strictObject({ type: z.literal('hang-up'), callId }),
  z.strictObject({ type: z.literal('send-digits'), callId, digits: z.string() }),
  z.strictObject({ type: z.literal('mute'), callId, muted: z.boolean() }),
  z.strictObject({ type: z.literal('hold'), callId, held: z.boolean() }),
  z.strictObject({ type: z.literal('transfer'), callId, number: z.string() }),
  z.strictObject({ type: z.literal('transfer-to'), callId, otherCallId: callId }),
  z.strictObject({ type: z.literal('conference'), callIds: z.array(callId) }),
  z.strictObject({ type: z.literal('forward'), callId, number: z.string() }),
  z.strictObject({ type: z.literal('silence'), callId }),
  z.strictObject({ type: z.literal('stop-digits'), callId }),
  z.strictObject({ type: z.literal('reconnect') }),
  /** Another account, or none: the line is opened anew. */
  z.strictObject({ type: z.literal('account'), account: sipAccount.nullable() }),
]);
export type CarrierCommand = z.infer<typeof carrierCommand>;
