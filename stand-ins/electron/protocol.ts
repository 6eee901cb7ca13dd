import type { CustomScheme, Protocol } from 'electron';
import type { SchemeMap } from './scheme-map.ts';
import { unsupported } from './unsupported.ts';

export type Handler = (request: Request) => Response | Promise<Response>;

export interface ProtocolHost {
  readonly protocol: Pick<
    Protocol,
    'handle' | 'unhandle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'
  >;
  handler(scheme: string): Handler | undefined;
}

/** One session's `protocol`. @param changed Called when what must be intercepted changes. */
export function createProtocol(schemes: SchemeMap, changed: () => void): ProtocolHost {
  const handlers = new Map<string, Handler>();
  return {
    handler: (scheme) => handlers.get(scheme),
    protocol: {
      registerSchemesAsPrivileged(custom: CustomScheme[]) {
        for (const { scheme } of custom) schemes.add(scheme);
      },
      handle(scheme: string, handler: Handler) {
        if (/^(https?|file|wss?)$/.test(scheme)) throw unsupported(`protocol.handle('${scheme}')`);
        if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
        schemes.add(scheme);
        handlers.set(scheme, handler);
        changed();
      },
      unhandle(scheme: string) {
        if (!handlers.delete(scheme)) throw new Error(`Failed to unregister protocol: ${scheme}`);
        changed();
      },
      isProtocolHandled: (scheme: string) => handlers.has(scheme),
    },
  };
}

export interface Served {
  readonly status: number;
  readonly headers: { name: string; value: string }[];
  readonly body: Buffer;
}

/** Asks a handler, as Electron does, and gets the whole answer ready for Chromium. */
export async function serve(handler: Handler, request: Request, schemes: SchemeMap): Promise<Served> {
  const response = await handler(request);
  const headers = [...response.headers].map(([name, value]) => ({
    name,
    value: /^content-security-policy/i.test(name) ? schemes.policyToChromium(value) : value,
  }));
  return { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}
