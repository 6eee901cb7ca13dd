import { z } from 'zod';
import { line } from './one-line.ts';
import type { IceServer, SipSettings } from './settings.ts';
import type { SectionKeys } from './settings-keys.ts';
import { webSocketAddress } from './web-address.ts';

const MOST_SERVERS = 8;

/** RFC 7064 and RFC 7065: `stun:host`, `turns:host:5349?transport=tcp`. */
const iceAddress = z
  .string()
  .trim()
  .max(512)
  .regex(
    /^(?:stuns?|turns?):(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i,
  );

const iceServer: z.ZodType<IceServer> = z
  .strictObject({
    urls: z.union([iceAddress, z.array(iceAddress).min(1).max(MOST_SERVERS)]),
    username: line(512).optional(),
    credential: line(512).optional(),
  })
  .refine(
    // A page that is given a TURN address without both throws, and no call could be made.
    ({ urls, username, credential }) =>
      [urls].flat().every((url) => /^stun/i.test(url)) ||
      (username !== undefined && credential !== undefined),
  );

/**
 * The keys of `sip`. `server` or `servers` must be there; the reader takes the first of `servers` for a `server` that is
 * not. Without `username` and `password` the rep signs in to the phone in the window.
 */
export function sipKeys(): SectionKeys<SipSettings> {
  return {
    server: {
      schema: webSocketAddress(),
      expected: 'a WebSocket address, such as "wss://pbx.example.com/ws" (ws only on this machine)',
    },
    servers: {
      schema: z.array(webSocketAddress()).min(1).max(MOST_SERVERS),
      expected: `a list of up to ${MOST_SERVERS} WebSocket addresses in the order in which they are tried, such as ["wss://a.example.com/ws", "wss://b.example.com/ws"]`,
      optional: true,
      spare: true,
    },
    domain: {
      schema: z
        .string()
        .trim()
        .regex(/^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i),
      expected: 'a host name, such as "pbx.example.com"',
    },
    username: {
      schema: sipUser,
      expected: 'the part of the SIP address before the @, as text in quotes',
      optional: true,
    },
    password: {
      schema: z.string().min(1).max(512),
      expected: 'the SIP password, as text in quotes',
      optional: true,
    },
    displayName: {
      schema: line(255),
      expected: 'a name of one line, as text in quotes',
      optional: true,
      spare: true,
    },
    iceServers: {
      schema: z.array(iceServer).max(MOST_SERVERS),
      expected:
        'a list of STUN and TURN servers, such as [{"urls": "turn:turn.example.com:3478", "username": "…", "credential": "…"}]',
      optional: true,
      spare: true,
    },
    relayOnly: {
      schema: z.boolean(),
      expected: 'true or false, without quotes',
      optional: true,
      spare: true,
    },
    dtmf: {
      schema: z.enum(['rfc4733', 'info']),
      expected: '"rfc4733" or "info"',
      optional: true,
      spare: true,
    },
    testNumber: {
      schema: line(64),
      expected: 'the number of an echo or a test announcement, as text in quotes',
      optional: true,
      spare: true,
    },
    keepAliveSeconds: {
      schema: z.int().min(5).max(600),
      expected: 'a whole number of seconds from 5 to 600',
      optional: true,
      spare: true,
    },
  };
}

/** The part of a SIP address before the @, as the configuration or the rep gives it. */
export const sipUser = z
  .string()
  .trim()
  .max(255)
  .regex(/^[^\s@<>":;,\p{Cc}]+$/u);
