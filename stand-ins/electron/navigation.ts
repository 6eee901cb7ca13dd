import type { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import type { CdpSession } from './cdp.ts';
import { createEvent } from './event.ts';
import type { Frames } from './frames.ts';
import type { SchemeMap } from './scheme-map.ts';

/** What a page is asked to show, as Fetch interception sees it before anything happens. */
export interface NavigationRequest {
  readonly frameId: string;
  /** In the application's words. */
  readonly url: string;
  readonly redirect: boolean;
}

export interface Navigation {
  /** `loadURL`: resolves when the page has loaded, rejects with Electron's error. */
  load(url: string): Promise<void>;
  reload(): void;
  /**
   * The address a page may be created with, where the application has already asked for one of its own
   * scheme: it saves a round trip and an empty page. Others are navigated to, to learn how it went.
   */
  firstAddress(): string | undefined;
  /** Fetch interception ended a navigation of the main frame. */
  failed(url: string, error: string): void;
  /** Asks the application's listeners. False: a listener prevented it. */
  allows(request: NavigationRequest): boolean;
  attach(cdp: CdpSession): void;
  url(): string;
  isLoading(): boolean;
  /** Called once, when the first page that the application loaded has painted. */
  onFirstPaint(listener: () => void): void;
  destroyed(): void;
}

/** The numbers of Chromium's network errors that navigations end in. */
const ERRORS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_TIMED_OUT: -7,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_CLOSED: -100,
  ERR_CONNECTION_RESET: -101,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_TOO_MANY_REDIRECTS: -310,
};

interface Load {
  readonly url: string;
  resolve(): void;
  reject(error: Error): void;
  loaderId?: string | undefined;
}

export interface NavigationPorts {
  /** The public webContents, which emits. */
  contents(): EventEmitter & Pick<WebContents, 'id'>;
  readonly frames: Frames;
  readonly schemes: SchemeMap;
  /** Resolves when the page can be talked to. */
  readonly attached: Promise<CdpSession>;
}

export function createNavigation({ contents, frames, schemes, attached }: NavigationPorts): Navigation {
  let current = { loaderId: '', url: '' };
  let finished = '';
  let loading = false;
  let load: Load | undefined;
  /** The load that the page was created for. */
  let direct: Load | undefined;
  /** The application itself asked for the next navigation: it is not asked back. */
  let expected = false;
  let painted = false;
  let onPaint = (): void => undefined;

  const fail = (url: string, name: string): Error => {
    const code = ERRORS[name] ?? -2;
    contents().emit('did-fail-load', createEvent({}), code, name, url, true, 0, 0);
    return Object.assign(new Error(`${name} (${code}) loading '${url}'`), { code: name, errno: code, url });
  };
  const settle = (): void => {
    if (load?.loaderId === undefined) return;
    if (load.loaderId === finished) {
      load.resolve();
      load = undefined;
    }
  };

  const navigate = async (wanted: Load): Promise<void> => {
    const cdp = await attached;
    if (load !== wanted || direct === wanted) return;
    expected = true;
    const result = await cdp.send('Page.navigate', { url: schemes.toChromium(wanted.url) });
    expected = false;
    if (result.errorText) {
      if (load === wanted) load = undefined;
      wanted.reject(fail(wanted.url, result.errorText.replace('net::', '')));
    } else if (result.loaderId === undefined) {
      wanted.resolve();
    } else {
      wanted.loaderId = result.loaderId;
      settle();
    }
  };

  return {
    url: () => current.url,
    isLoading: () => loading,
    onFirstPaint: (listener) => {
      onPaint = listener;
    },
    load(url) {
      load?.reject(fail(load.url, 'ERR_ABORTED'));
      loading = true;
      return new Promise((resolve, reject) => {
        const wanted: Load = { url: normal(url), resolve, reject };
        load = wanted;
        navigate(wanted).catch(reject);
      });
    },
    firstAddress() {
      const scheme = load?.url.slice(0, load.url.indexOf(':')) ?? '';
      if (!load || !schemes.has(scheme)) return undefined;
      direct = load;
      expected = true;
      return schemes.toChromium(load.url);
    },
    failed(url, error) {
      if (!load || load !== direct) return;
      direct.reject(fail(url, error));
      load = undefined;
    },
    reload() {
      expected = true;
      attached.then((cdp) => cdp.tell('Page.reload'));
    },
    destroyed() {
      load?.reject(fail(load.url, 'ERR_FAILED'));
      load = undefined;
    },
    allows({ frameId, url, redirect }) {
      const isMainFrame = frames.isMain(frameId);
      const frame = frames.get(frameId)?.public ?? null;
      const event = createEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
      const say = (name: string): void => {
        contents().emit(name, event, url, false, isMainFrame, 0, frame?.routingId ?? 0);
      };
      if (redirect) say('will-redirect');
      else {
        const programmatic = isMainFrame && expected;
        if (isMainFrame) expected = false;
        say('did-start-navigation');
        if (!programmatic) {
          contents().emit('will-frame-navigate', event);
          if (isMainFrame) say('will-navigate');
        }
      }
      return !event.defaultPrevented;
    },
    attach(cdp) {
      cdp.on('Page.frameAttached', ({ frameId, parentFrameId }) => frames.attached(frameId, parentFrameId));
      cdp.on('Page.frameDetached', ({ frameId, reason }) => {
        if (reason === 'remove') frames.detached(frameId);
      });
      cdp.on('Page.frameNavigated', ({ frame }) => {
        const url = schemes.fromChromium(frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? ''));
        if (frame.url.startsWith('about:blank#electron-stand-in')) return;
        frames.attached(frame.id, frame.parentId).navigated(url);
        if (frame.parentId) return;
        current = { loaderId: frame.loaderId, url };
        if (load && load === direct) load.loaderId = frame.loaderId;
        if (frame.unreachableUrl && load?.url !== url) fail(url, 'ERR_FAILED');
        contents().emit('did-navigate', createEvent({}), url, 200, 'OK');
      });
      cdp.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
        const address = schemes.fromChromium(url);
        frames.get(frameId)?.navigated(address);
        if (frames.isMain(frameId)) current.url = address;
        contents().emit('did-navigate-in-page', createEvent({}), address, frames.isMain(frameId), 0, 0);
      });
      cdp.on('Page.frameStartedLoading', ({ frameId }) => {
        if (!frames.isMain(frameId)) return;
        loading = true;
        contents().emit('did-start-loading');
      });
      cdp.on('Page.frameStoppedLoading', ({ frameId }) => {
        if (!frames.isMain(frameId)) return;
        loading = false;
        contents().emit('did-stop-loading');
      });
      cdp.on('Page.domContentEventFired', () => {
        if (current.loaderId) contents().emit('dom-ready', createEvent({}));
      });
      cdp.on('Page.loadEventFired', () => {
        if (!current.loaderId) return;
        finished = current.loaderId;
        contents().emit('did-finish-load');
        settle();
      });
      cdp.on('Page.lifecycleEvent', ({ name, loaderId }) => {
        if (painted || loaderId !== current.loaderId) return;
        if (name !== 'firstPaint' && name !== 'firstContentfulPaint') return;
        painted = true;
        onPaint();
      });
    },
  };
}

/** As Chromium writes an address; what is none stays as it is and fails there. */
function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}
