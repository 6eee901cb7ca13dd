import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import type { Cdp } from './cdp.ts';
import { createPermissions, type Permissions } from './permissions.ts';
import { createProtocol, type ProtocolHost } from './protocol.ts';
import type { SchemeMap } from './scheme-map.ts';
import { cookiesOf, storageOf } from './session-storage.ts';
import { throwByName } from './unsupported.ts';
import { createWebRequest, type WebRequestHost } from './web-request.ts';

/** One session: cookies and storage of its own, which is a browser context in Chromium. */
export interface SessionHost {
  readonly session: Session;
  readonly permissions: Permissions;
  readonly webRequest: WebRequestHost;
  readonly protocol: ProtocolHost;
  userAgent(): string;
  /** Chromium's context; undefined for the default one. */
  context(): Promise<string | undefined>;
}

export interface Sessions {
  readonly default: SessionHost;
  fromPartition(partition: string): SessionHost;
  /** The host behind a public session object. */
  hostOf(session: Session): SessionHost | undefined;
  all(): readonly SessionHost[];
  /** Called when Chromium is there. */
  start(cdp: Cdp): void;
}

/** @param changed Called whenever what must be intercepted may have changed. */
export function createSessions(schemes: SchemeMap, userAgent: () => string, changed: () => void): Sessions {
  const hosts = new Map<string, SessionHost>();
  const chromium = Promise.withResolvers<Cdp>();

  const create = (partition: string): SessionHost => {
    let agent: string | undefined;
    let context: Promise<string | undefined> | undefined;
    const permissions = createPermissions();
    const webRequest = createWebRequest(changed);
    const protocol = createProtocol(schemes, changed);
    const findContext = async (): Promise<string | undefined> => {
      const cdp = await chromium.promise;
      const id =
        partition === ''
          ? undefined
          : (await cdp.send('Target.createBrowserContext', { disposeOnDetach: true })).browserContextId;
      permissions.lock(cdp, id);
      return id;
    };
    const getContext = (): Promise<string | undefined> => {
      context ??= findContext();
      return context;
    };
    const properties = {
      protocol: throwByName('protocol', protocol.protocol) as Session['protocol'],
      webRequest: throwByName('webRequest', webRequest.webRequest) as Session['webRequest'],
      cookies: throwByName('cookies', cookiesOf(chromium.promise, getContext)) as Session['cookies'],
      ...storageOf(chromium.promise, getContext),
      setPermissionRequestHandler: permissions.setPermissionRequestHandler,
      setPermissionCheckHandler: permissions.setPermissionCheckHandler,
      setDevicePermissionHandler: permissions.setDevicePermissionHandler,
      setUserAgent: (to: string) => {
        agent = to;
      },
      getUserAgent: () => agent ?? userAgent(),
      isPersistent: () => partition === '' || partition.startsWith('persist:'),
      setSpellCheckerEnabled: () => undefined,
      getStoragePath: () => null,
    } satisfies Partial<Session>;
    const session = throwByName(
      'session',
      Object.assign(new EventEmitter(), properties),
    ) as unknown as Session;
    return {
      session,
      permissions,
      webRequest,
      protocol,
      context: getContext,
      userAgent: () => agent ?? userAgent(),
    };
  };
  const fromPartition = (partition: string): SessionHost => {
    const known = hosts.get(partition) ?? create(partition);
    hosts.set(partition, known);
    return known;
  };
  return {
    get default() {
      return fromPartition('');
    },
    fromPartition,
    hostOf: (session) => [...hosts.values()].find((host) => host.session === session),
    all: () => [...hosts.values()],
    start: (cdp) => chromium.resolve(cdp),
  };
}
