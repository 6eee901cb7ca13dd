import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchemeMap } from './scheme-map.ts';

const map = createSchemeMap();
map.add('app');

test.each([
  ['app://dialer/index.html', 'https://dialer.app.invalid/index.html'],
  ['app://dialer', 'https://dialer.app.invalid/'],
  ['app://voice/a?b=c#d', 'https://voice.app.invalid/a?b=c#d'],
  ['https://example.com/app://dialer', 'https://example.com/app://dialer'],
  ['other://dialer/', 'other://dialer/'],
  ['tel:+14155550101', 'tel:+14155550101'],
])('%s is %s to Chromium', (ours, theirs) => {
  expect(map.toChromium(ours)).toBe(theirs);
});

test.each(['https://signed-in.invalid/callback', 'https://app.example/', 'about:blank'])(
  '%s stays what it is',
  (url) => {
    expect(map.fromChromium(url)).toBe(url);
  },
);

test('every address of the scheme comes back as it was', () => {
  const address = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((url) => {
    const { hostname, pathname, search, hash } = new URL(url);
    return `app://${hostname}${pathname}${search}${hash}`;
  });
  fc.assert(
    fc.property(address, (url) => {
      expect(map.fromChromium(map.toChromium(url))).toBe(url);
    }),
  );
});

test('sources of a policy follow', () => {
  expect(map.policyToChromium("default-src 'self' app:; img-src app://voice data: https://a.example")).toBe(
    "default-src 'self' https://*.app.invalid; img-src https://voice.app.invalid/ data: https://a.example",
  );
});
