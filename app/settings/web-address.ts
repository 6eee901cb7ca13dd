import { z } from 'zod';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** A scheme, `//`, and no user name or password: those belong into keys of their own. */
const PLAIN = /^[a-z]+:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/i;

function address(protocol: RegExp, hostname?: RegExp): z.ZodType<string> {
  return z
    .url(hostname === undefined ? { protocol } : { protocol, hostname })
    .max(2048)
    .regex(PLAIN);
}

/** An https address; with `allowLoopbackHttp` also http on this machine. */
export function webAddress(allowLoopbackHttp: boolean): z.ZodType<string> {
  const secure = address(/^https$/);
  return allowLoopbackHttp ? z.union([secure, address(/^http$/, LOOPBACK)]) : secure;
}

/** A WebSocket address: wss, or ws on this machine. */
export function webSocketAddress(): z.ZodType<string> {
  return z.union([address(/^wss$/), address(/^ws$/, LOOPBACK)]);
}

/**
 * The origin of an API's address, which may be written with a slash at the end or with the path `/api/v2` that every
 * request adds itself. Any other path is refused.
 */
export function apiOrigin(allowLoopbackHttp: boolean): z.ZodType<string> {
  return webAddress(allowLoopbackHttp)
    .transform((text) => text.replace(/\/*$/, '').replace(/\/api\/v2$/i, ''))
    .pipe(z.string().regex(/^[a-z]+:\/\/[^/?#]+$/i));
}
