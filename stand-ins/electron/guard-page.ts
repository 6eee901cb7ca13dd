import type { Peer } from './bridge-peer.ts';

/**
 * Runs, as text, in the page's own world of every frame before the page's scripts. Chromium refuses every
 * permission that main has not granted to the origin (see permissions.ts); what is here only makes the page
 * wait for main's answer first, and turns `window.open` into a question. Must use nothing from outside itself.
 */

interface Constraints {
  readonly audio?: unknown;
  readonly video?: unknown;
}
type Fallible = (...args: unknown[]) => unknown;
interface PageTypes {
  readonly MediaDevices?: { readonly prototype: object };
  readonly Permissions?: { readonly prototype: object };
  readonly Geolocation?: { readonly prototype: object };
  readonly Notification?: object;
  readonly Clipboard?: { readonly prototype: object };
  readonly DOMException: new (message: string, name: string) => Error;
  readonly URL: new (url: string, base: string) => { readonly href: string };
  readonly document: { readonly baseURI: string };
}

export function guardPage(peer: Peer): void {
  const page = globalThis as unknown as PageTypes;
  const { DOMException: Failure, URL: Address } = page;
  const replace = (owner: object | undefined, name: string, make: (original: Fallible) => Fallible): void => {
    const original = (owner as Record<string, unknown> | undefined)?.[name];
    if (!owner || typeof original !== 'function') return;
    Object.defineProperty(owner, name, {
      value: make(original as Fallible),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  };
  const request = (permission: string, details: object): Promise<boolean> =>
    peer.call('request-permission', permission, details) as Promise<boolean>;

  replace(page.MediaDevices?.prototype, 'getUserMedia', (original) => {
    return async function getUserMedia(this: unknown, constraints: unknown) {
      const { audio, video } = (constraints ?? {}) as Constraints;
      const mediaTypes = [...(audio ? ['audio'] : []), ...(video ? ['video'] : [])];
      if (mediaTypes.length > 0 && !(await request('media', { mediaTypes }))) {
        throw new Failure('Permission denied', 'NotAllowedError');
      }
      return original.call(this, constraints);
    };
  });
  replace(page.MediaDevices?.prototype, 'getDisplayMedia', () => async () => {
    await request('display-capture', {});
    throw new Failure('Not supported', 'NotSupportedError');
  });
  replace(page.Notification, 'requestPermission', () => async (done: unknown) => {
    const result = (await request('notifications', {})) ? 'granted' : 'denied';
    if (typeof done === 'function') done(result);
    return result;
  });
  for (const name of ['getCurrentPosition', 'watchPosition']) {
    replace(page.Geolocation?.prototype, name, (original) => {
      return function ask(this: unknown, ...args: unknown[]) {
        request('geolocation', {}).then(() => original.apply(this, args));
        return 0;
      };
    });
  }
  for (const name of ['read', 'readText']) {
    replace(page.Clipboard?.prototype, name, (original) => {
      return async function ask(this: unknown, ...args: unknown[]) {
        await request('clipboard-read', {});
        return original.apply(this, args);
      };
    });
  }
  replace(page.Permissions?.prototype, 'query', (original) => {
    return async function query(this: unknown, ...args: unknown[]) {
      await (peer.call(
        'check-permission',
        (args[0] as { name?: string } | undefined)?.name,
      ) as Promise<void>);
      return original.apply(this, args);
    };
  });
  replace(globalThis, 'open', () => (url: unknown, frameName: unknown, features: unknown) => {
    const address = new Address(String(url ?? 'about:blank'), page.document.baseURI).href;
    peer.call('open', address, String(frameName ?? ''), String(features ?? ''));
    return null;
  });
}
