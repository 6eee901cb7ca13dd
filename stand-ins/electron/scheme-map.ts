/**
 * Chromium has no `app:` scheme, and without one no page on it could be a secure context. Pages of a scheme
 * that the application handles are therefore loaded from `https://<host>.<scheme>.invalid`, where Fetch
 * interception answers before anything reaches a network (RFC 2606: `.invalid` never resolves). Main sees
 * `app://` everywhere; the page itself sees the https address.
 */
export interface SchemeMap {
  add(scheme: string): void;
  has(scheme: string): boolean;
  schemes(): string[];
  toChromium(url: string): string;
  fromChromium(url: string): string;
  /** Rewrites the sources of a Content-Security-Policy. */
  policyToChromium(policy: string): string;
}

export function createSchemeMap(): SchemeMap {
  const schemes = new Set<string>();
  const map: SchemeMap = {
    add: (scheme) => void schemes.add(scheme),
    has: (scheme) => schemes.has(scheme),
    schemes: () => [...schemes],
    toChromium(url) {
      const [, scheme = '', host = '', rest = ''] =
        /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
      if (!schemes.has(scheme.toLowerCase())) return url;
      return `https://${host ? `${host}.` : ''}${scheme.toLowerCase()}.invalid${rest || '/'}`;
    },
    fromChromium(url) {
      const [, host = '', rest = ''] = /^https:\/\/([^/?#]*)\.invalid(.*)$/s.exec(url) ?? [];
      const labels = host.split('.');
      const scheme = labels.pop() ?? '';
      if (!schemes.has(scheme)) return url;
      return `${scheme}://${labels.join('.')}${rest}`;
    },
    policyToChromium(policy) {
      return policy.replace(
        /(?<=\s)([a-z][a-z0-9+.-]*):(\/\/[^\s;,]*)?(?=[\s;,]|$)/gi,
        (source, scheme, rest) => {
          if (!schemes.has(scheme.toLowerCase())) return source;
          return rest ? map.toChromium(source) : `https://*.${scheme.toLowerCase()}.invalid`;
        },
      );
    },
  };
  return map;
}
