import { z } from 'zod';
import { failure } from './failure.ts';

/** What the windows are shown of the connection to Outreach. */
export const outreachView = z.strictObject({
  status: z.enum(['not-configured', 'signed-out', 'signing-in', 'connected', 'offline', 'sign-in-needed']),
  /** Who is connected, by name. */
  user: z.string().optional(),
  /** Updates that wait to be delivered. */
  waiting: z.number(),
  /** `memory`: no keychain; the sign-in ends with the program, and the window says so. */
  tokensKeptIn: z.enum(['keychain', 'memory']),
  /** The organisation's own words for logging a call; absent while they are not known. */
  choices: z.strictObject({ dispositions: z.array(z.string()), purposes: z.array(z.string()) }).optional(),
  failure: failure.optional(),
});
export type OutreachView = z.infer<typeof outreachView>;

/** One update that has not reached Outreach: it waits, or it failed for good. */
export const outboxItem = z.strictObject({
  id: z.number(),
  /** A call state, `create`, `recording` or `voicemail`. */
  what: z.string(),
  number: z.string(),
  status: z.enum(['waiting', 'given-up']),
  attempts: z.number(),
  /** When it happened, in milliseconds since 1970. */
  at: z.number().optional(),
  failure: failure.optional(),
});
export type OutboxItem = z.infer<typeof outboxItem>;
