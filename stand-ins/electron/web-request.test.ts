import { expect, test } from 'vitest';
import { readPattern } from './web-request.ts';

test.each([
  ['<all_urls>', 'app://dialer/', true],
  ['https://a.example/*', 'https://a.example/callback?code=1', true],
  ['https://a.example/*', 'https://a.example:8443/callback', true],
  ['https://a.example/*', 'http://a.example/callback', false],
  ['https://a.example/*', 'https://b.a.example/callback', false],
  ['*://*.a.example/*', 'https://b.a.example/', true],
  ['*://*.a.example/*', 'http://a.example/', true],
  ['*://*.a.example/*', 'https://nota.example/', false],
  ['https://a.example/callback*', 'https://a.example/callback?code=1', true],
  ['https://a.example/callback*', 'https://a.example/other', false],
  ['http://127.0.0.1:8080/*', 'http://127.0.0.1:8080/x', true],
  ['http://127.0.0.1:8080/*', 'http://127.0.0.1:8081/x', false],
])('%s against %s: %s', (pattern, url, matches) => {
  expect(readPattern(pattern)(url)).toBe(matches);
});

test('a pattern without a scheme is refused as Electron refuses it', () => {
  expect(() => readPattern('a.example')).toThrow('Missing scheme separator');
});
