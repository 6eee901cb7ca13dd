import type { Protocol } from 'devtools-protocol/types/protocol.d.ts';
import type { Session, WebContents } from 'electron';
import type { Cdp } from './cdp.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type DeviceHandler = Parameters<Session['setDevicePermissionHandler']>[0];

/** Electron's words, and Chromium's for the same thing. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  media: ['microphone', 'camera'],
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  'clipboard-read': ['clipboard-read'],
  midi: ['midi'],
  midiSysex: ['midi'],
  'display-capture': ['display-capture'],
  'idle-detection': ['idle-detection'],
  'storage-access': ['storage-access'],
  'window-management': ['window-management'],
  'local-fonts': ['local-fonts'],
};

/** Who asks, as Chromium knows it. */
export interface Asking {
  readonly contents: WebContents;
  /** The origin in Chromium's words. */
  readonly origin: string;
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

export interface Permissions {
  setPermissionRequestHandler(handler: RequestHandler): void;
  setPermissionCheckHandler(handler: CheckHandler): void;
  setDevicePermissionHandler(handler: DeviceHandler): void;
  /** Refuses everything in Chromium itself until a handler grants it. Called when Chromium is there. */
  lock(cdp: Cdp, browserContextId: string | undefined): void;
  request(asking: Asking, permission: string, details: { mediaTypes?: string[] }): Promise<boolean>;
  check(asking: Asking, permission: string): Promise<boolean>;
}

/**
 * One session's permissions. Chromium itself refuses what no handler granted: everything is denied for every
 * origin, and a granted request lifts the denial for its origin. Without handlers everything is granted, as
 * in Electron.
 */
export function createPermissions(): Permissions {
  let requestHandler: RequestHandler = null;
  let checkHandler: CheckHandler = null;
  let chromium: { cdp: Cdp; browserContextId: string | undefined } | undefined;

  const set = (
    name: string,
    setting: Protocol.Browser.PermissionSetting,
    origin?: string,
  ): Promise<unknown> => {
    if (!chromium) return Promise.resolve();
    return chromium.cdp
      .send('Browser.setPermission', {
        permission: { name },
        setting,
        ...(origin === undefined ? {} : { origin }),
        ...(chromium.browserContextId === undefined ? {} : { browserContextId: chromium.browserContextId }),
      })
      .catch(() => undefined); // a name this Chromium has not got is refused anyway
  };
  const wanted = (permission: string, mediaTypes: readonly string[] | undefined): readonly string[] => {
    if (permission !== 'media') return NAMES[permission] ?? [permission];
    return (mediaTypes ?? ['audio', 'video']).map((type) => (type === 'audio' ? 'microphone' : 'camera'));
  };
  const apply = async (names: readonly string[], origin: string, granted: boolean): Promise<void> => {
    await Promise.all(names.map((name) => set(name, granted ? 'granted' : 'denied', origin)));
  };

  return {
    setPermissionRequestHandler: (handler) => {
      requestHandler = handler;
    },
    setPermissionCheckHandler: (handler) => {
      checkHandler = handler;
    },
    setDevicePermissionHandler: () => undefined, // no HID, serial or USB device is ever offered here
    lock(cdp, browserContextId) {
      chromium = { cdp, browserContextId };
      for (const name of new Set(Object.values(NAMES).flat())) set(name, 'denied');
    },
    async request(asking, permission, { mediaTypes }) {
      const { contents, requestingUrl, isMainFrame, origin } = asking;
      const granted = await new Promise<boolean>((resolve) => {
        if (!requestHandler) {
          resolve(true);
          return;
        }
        const details = {
          requestingUrl,
          isMainFrame,
          ...(permission === 'media' ? { mediaTypes: mediaTypes ?? [], securityOrigin: requestingUrl } : {}),
        };
        requestHandler(contents, permission as never, resolve, details as never);
      });
      await apply(wanted(permission, mediaTypes), origin, granted);
      return granted;
    },
    async check(asking, name) {
      const mediaType = ({ microphone: 'audio', camera: 'video' } as const)[name as 'microphone' | 'camera'];
      const permission = mediaType ? 'media' : name;
      const { contents, requestingUrl, isMainFrame, origin } = asking;
      const details = { requestingUrl, isMainFrame, ...(mediaType ? { mediaType } : {}) };
      const securityOrigin = requestingUrl.replace(/^([^:]*:\/\/[^/?#]*).*$/s, '$1/');
      const granted = checkHandler
        ? checkHandler(contents, permission as never, securityOrigin, details as never)
        : true;
      // A request may have been granted what a check denies; the page then keeps what it was granted.
      if (!granted || !requestHandler) await apply([name], origin, granted);
      return granted;
    },
  };
}
