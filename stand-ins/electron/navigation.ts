import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WebContents } from 'electron';
import type { CdpSession } from './cdp.ts';
import { createEvent } from './event.ts';
import type { Frames } from './frames.ts';
import { loadError, netErrorNumber } from './net-errors.ts';
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
   * The address a page may be created with, where the application has already asked for one: it saves a
   * round trip and an empty page. Odd addresses are navigated to, to learn how it went.
   */
  firstAddress(): string | undefined;
  /** A navigation of the main frame failed or was cut off, as Fetch interception saw. */
  failed(url: string, error: string): void;
  /** Asks the application's listeners. False: a listener prevented it. */
  allows(request: NavigationRequest): boolean;
  attach(cdp: CdpSession): void;
  url(): string;
  isLoading(): boolean;
  /** Resolves when a page is there and no longer loading. */
  settled(): Promise<void>;
  /** Called once, when the first page that the application loaded has painted. */
  onFirstPaint(listener: () => void): void;
  destroyed(): void;
}

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
  /** Documents that have loaded. */
  const finished = new Set<string>();
  /** The failure that listeners have heard of already. */
  let reported = '';
  let loading = false;
  let load: Load | undefined;
  /** The load that the page was created for. */
  let direct: Load | undefined;
  /**
   * The address the application itself asked for: it is not asked back. By its address, because a page's first
   * request may pass before the page is known here, and must not excuse the page's own next one.
   */
  let expected: string | undefined;
  let painted = false;
  let onPaint = (): void => undefined;

  const fail = (url: string, name: string): Error => {
    reported = url;
    loading = false;
    contents().emit('did-fail-load', createEvent({}), netErrorNumber(name), name, url, true, 0, 0);
    return loadError(name, url);
  };
  const settle = (): void => {
    if (load?.loaderId === undefined || !finished.has(load.loaderId)) return;
    load.resolve();
    load = undefined;
  };

  /** A document has replaced the one before it. */
  const committed = (loaderId: string): void => {
    if (load && load === direct) load.loaderId ??= loaderId;
    if (load?.loaderId === undefined || load.loaderId === loaderId) return;
    if (!finished.has(load.loaderId)) load.reject(loadError('ERR_ABORTED', load.url));
    else load.resolve();
    load = undefined;
  };

  const navigate = async (wanted: Load): Promise<void> => {
    const cdp = await attached;
    if (load !== wanted || direct === wanted) return;
    expected = withoutFragment(wanted.url);
    const result = await cdp.send('Page.navigate', { url: schemes.toChromium(wanted.url) });
    expected = undefined;
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

  const navigation: Navigation = {
    url: () => current.url,
    isLoading: () => loading,
    async settled() {
      if (current.url === '' || loading)
        await new Promise((resolve) => contents().once('did-stop-loading', resolve));
    },
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
      if (!load || !isOrdinary(load.url, schemes)) return undefined;
      direct = load;
      expected = withoutFragment(load.url);
      return schemes.toChromium(load.url);
    },
    failed(url, error) {
      if (load && load !== direct) return; // Page.navigate will say so itself
      const failure = fail(url, error);
      load?.reject(failure);
      load = undefined;
    },
    reload() {
      expected = withoutFragment(current.url);
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
        const programmatic = isMainFrame && expected === withoutFragment(url);
        if (isMainFrame) expected = undefined;
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
        committed(frame.loaderId);
        if (frame.unreachableUrl && reported !== url) navigation.failed(url, 'ERR_FAILED');
        reported = '';
        // Chromium's error page is no page of the application's.
        if (frame.unreachableUrl) current.loaderId = '';
        else contents().emit('did-navigate', createEvent({}), url, 200, 'OK');
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
        finished.add(current.loaderId);
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
  return navigation;
}

/** As Chromium writes an address; what is none stays as it is and fails there. */
function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

/** Requests carry no fragment. */
function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? '';
}

/** Whether Chromium surely tries to load this, so that the page can be created with it. */
function isOrdinary(url: string, schemes: SchemeMap): boolean {
  const scheme = url.slice(0, url.indexOf(':'));
  if (scheme === 'file') return existsSync(fileURLToPath(url));
  return scheme === 'http' || scheme === 'https' || schemes.has(scheme);
}
