import { type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { RequestError } from 'got';
import type { HttpAnswer } from '../../app/outreach/http-answer.ts';
import type { Failure } from '../../app/result.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'PATCH' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/**
 * What came of a request.
 * - `unreachable`  nothing left this machine
 * - `unknown`      it left, or part of it did, and no whole answer came
 */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'unreachable' | 'unknown'; readonly failure: Failure };

export interface Transport {
  /** Sends once: no retry, no redirect followed. Never rejects for what a network or a server does. */
  request(request: HttpRequest): Promise<HttpOutcome>;
  /** Ends connections and what is on its way. */
  close(): void;
}

/** In milliseconds. An update of a ringing call is worth nothing later than this. */
export interface TimeLimits {
  readonly lookup: number;
  readonly connect: number;
  readonly secureConnect: number;
  readonly send: number;
  /** From the request's end to the answer's first byte. */
  readonly response: number;
  /** The whole. */
  readonly request: number;
}

const LIMITS: TimeLimits = {
  lookup: 3_000,
  connect: 3_000,
  secureConnect: 4_000,
  send: 5_000,
  response: 8_000,
  request: 15_000,
};

/** Nothing Outdial asks for is near this; more is hostile or a mistake. */
const LARGEST_BODY = 1_000_000;

/**
 * HTTP by got, over connections that are kept alive, so that the next update needs no handshake. got is loaded in the
 * background as soon as this is called: it takes some 25 ms, which the database and the keychain use beside it.
 *
 * @param options.version Outdial's, for the User-Agent
 */
export function createTransport(options: { version: string; limits?: Partial<TimeLimits> }): Transport {
  const agent = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const ending = new AbortController();
  const loading = import('got').then(({ default: got, RequestError }) => ({
    RequestError,
    // What every request shares is checked and merged here once, not on the way of a call.
    send: got.extend({
      agent,
      headers: { 'user-agent': `Outdial/${options.version}` },
      timeout: { ...LIMITS, ...options.limits },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      // Uncompressed answers are small, and a compressed one could unpack to any size.
      decompress: false,
    }),
  }));
  loading.catch(() => {
    // Each request rejects with it: a broken installation, not the network.
  });

  return {
    async request({ method, url, headers, body }) {
      const { send, RequestError } = await loading;
      const tooLarge = new AbortController();
      let connection: ClientRequest | undefined;
      try {
        const sending = send(url, {
          method,
          headers,
          ...(body === undefined ? {} : { body }),
          signal: AbortSignal.any([ending.signal, tooLarge.signal]),
        });
        void sending.on('request', (request) => {
          connection = request;
        });
        void sending.on('downloadProgress', ({ transferred }) => {
          if (transferred > LARGEST_BODY) tooLarge.abort();
        });
        const { statusCode, headers: answered, body: text } = await sending;
        return { kind: 'answer', answer: { status: statusCode, headers: answered, body: text } };
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        if (tooLarge.signal.aborted) return { kind: 'unknown', failure: TOO_LARGE };
        const kind = hasLeft(error, url, connection?.reusedSocket === true) ? 'unknown' : 'unreachable';
        return { kind, failure: kind === 'unknown' ? noAnswer(error.code) : unreachable(error.code) };
      }
    },
    close() {
      ending.abort();
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

/** got notes when the connection was up; nothing is written before that. A kept-alive one is up from the start. */
function hasLeft({ timings }: RequestError, url: string, keptAlive: boolean): boolean {
  if (keptAlive) return true;
  return (/^https:/i.test(url) ? timings?.secureConnect : timings?.connect) !== undefined;
}

const TOO_LARGE: Failure = {
  code: 'answer-too-large',
  message:
    'The answer was far larger than any of Outreach, and was not read. Check outreach.apiUrl and the network.',
};

function noAnswer(code: string): Failure {
  return { code: 'no-answer', message: `Outreach did not answer in time or broke the connection (${code}).` };
}

function unreachable(code: string): Failure {
  const why = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS|SSL/.test(code)
    ? 'its certificate is not trusted on this machine; ask your IT admin'
    : 'check the network';
  return { code: 'unreachable', message: `Outreach can't be reached (${code}): ${why}.` };
}
