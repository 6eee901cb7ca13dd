import type { Cookie, CookiesGetFilter, CookiesSetDetails } from 'electron';
import type { Cdp } from './cdp.ts';

type Context = () => Promise<string | undefined>;

async function within(context: Context): Promise<{ browserContextId?: string }> {
  const id = await context();
  return id === undefined ? {} : { browserContextId: id };
}

/** `session.cookies`: get, set, remove, flushStore. */
export function cookiesOf(chromium: Promise<Cdp>, context: Context) {
  const get = async (filter: CookiesGetFilter): Promise<Cookie[]> => {
    const cdp = await chromium;
    const { cookies } = await cdp.send('Storage.getCookies', await within(context));
    const host = filter.url === undefined ? undefined : new URL(filter.url).hostname;
    return cookies
      .filter(({ name }) => filter.name === undefined || name === filter.name)
      .filter(({ domain }) => filter.domain === undefined || domain.replace(/^\./, '') === filter.domain)
      .filter(
        ({ domain }) =>
          host === undefined || host === domain || host.endsWith(`.${domain.replace(/^\./, '')}`),
      )
      .map(({ name, value, domain, path, secure, httpOnly, session }) => ({
        ...{ name, value, domain, path, secure, httpOnly, session },
        hostOnly: !domain.startsWith('.'),
        sameSite: 'unspecified' as const,
      }));
  };
  return {
    get,
    async set({ url, name = '', value = '', expirationDate }: CookiesSetDetails): Promise<void> {
      const cdp = await chromium;
      const cookie = {
        url,
        name,
        value,
        ...(expirationDate === undefined ? {} : { expires: expirationDate }),
      };
      await cdp.send('Storage.setCookies', { cookies: [cookie], ...(await within(context)) });
    },
    async remove(url: string, name: string): Promise<void> {
      const cdp = await chromium;
      const cookie = { url, name, value: '', expires: 1 };
      await cdp.send('Storage.setCookies', { cookies: [cookie], ...(await within(context)) });
    },
    flushStore: () => Promise.resolve(),
  };
}

/** `clearStorageData` (cookies; storage of the named origin) and `clearCache`. */
export function storageOf(chromium: Promise<Cdp>, context: Context) {
  return {
    async clearStorageData(options?: { origin?: string; storages?: readonly string[] }): Promise<void> {
      const cdp = await chromium;
      const storages = options?.storages;
      if (!options?.origin && (!storages || storages.includes('cookies'))) {
        await cdp.send('Storage.clearCookies', await within(context));
      }
      if (options?.origin) {
        const storageTypes = storages?.join(',') ?? 'all';
        await cdp.send('Storage.clearDataForOrigin', { origin: options.origin, storageTypes });
      }
    },
    clearCache: () => Promise.resolve(), // answers of handled schemes are never kept, the rest goes with the context
  };
}
