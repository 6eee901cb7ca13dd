import { z } from 'zod';
import { failure } from './failure.ts';

/** The phone line as main, the voice page and the dialer speak of it; part of the contract. */

/** The SIP account as the voice page needs it. */
export const sipAccount = z.strictObject({
  server: z.string(),
  /** All servers, in the order in which they are tried; absent where `server` is the only one. */
  servers: z.array(z.string()).readonly().optional(),
  domain: z.string(),
  username: z.string(),
  password: z.string(),
  displayName: z.string().optional(),
  iceServers: z
    .array(
      z.strictObject({
        urls: z.union([z.string(), z.array(z.string()).readonly()]),
        username: z.string().optional(),
        credential: z.string().optional(),
      }),
    )
    .readonly()
    .optional(),
  relayOnly: z.boolean().optional(),
  dtmf: z.enum(['rfc4733', 'info']).optional(),
  keepAliveSeconds: z.number().optional(),
});

export type SipAccount = z.infer<typeof sipAccount>;

export const phoneView = z.strictObject({
  status: z.enum(['not-configured', 'connecting', 'registered', 'failed']),
  practice: z.boolean(),
  /** The server in use, by host and port. */
  server: z.string().optional(),
  /** Whose line it is; absent where none is configured. */
  account: z
    .strictObject({
      domain: z.string(),
      username: z.string().optional(),
      /** The configuration has the name and leaves only the password open. */
      nameFixed: z.boolean().optional(),
      /** Where name and password come from; `needed`: from nowhere yet, somebody has to sign in. */
      from: z.enum(['configuration', 'keychain', 'memory', 'needed']),
      /** Why a sign-in is kept only until the program ends. */
      warning: failure.optional(),
    })
    .optional(),
  /** Whether there is a number for a test call. */
  canTest: z.boolean().optional(),
  failure: failure.optional(),
  /** Calls can be made, and something is wrong all the same. */
  warning: failure.optional(),
});

export type PhoneView = z.infer<typeof phoneView>;

const reportedFailure = z.strictObject({ code: z.string().max(100), message: z.string().max(1000) });

/** What the voice page reports of its registration. */
export const registration = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('not-configured') }),
  z.strictObject({ status: z.literal('connecting') }),
  z.strictObject({
    status: z.literal('registered'),
    practice: z.boolean(),
    server: z.string().max(300).optional(),
    warning: reportedFailure.optional(),
  }),
  z.strictObject({
    status: z.literal('failed'),
    failure: reportedFailure,
  }),
]);
