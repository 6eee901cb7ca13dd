import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referProgressOf, referToReplacing, statusInSipfrag } from './refer.ts';

describe('Refer-To of an attended transfer', () => {
  it('escapes Replaces inside the URI, as RFC 3891 section 6.1 shows', () => {
    const replaced = { callId: '425928@bobster.example.org', remoteTag: '7743', localTag: '6472' };
    expect(referToReplacing('sip:bob@example.org', replaced)).toBe(
      '<sip:bob@example.org?Replaces=425928%40bobster.example.org%3Bto-tag%3D7743%3Bfrom-tag%3D6472>',
    );
  });
  it('carries nothing else into the URI', () => {
    const replaced = { callId: 'a', remoteTag: 'b', localTag: 'c' };
    expect(referToReplacing('sip:bob@example.org;user=phone?Subject=x', replaced)).toBe(
      '<sip:bob@example.org;user=phone?Replaces=a%3Bto-tag%3Db%3Bfrom-tag%3Dc>',
    );
  });
  it('can be read back, whatever the tags are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme-ascii' }), (id, tag) => {
        const text = referToReplacing('sip:a@b', { callId: id, remoteTag: tag, localTag: '1' });
        expect(text).toMatch(/^<sip:a@b\?Replaces=[^&;=@<>"\s]*>$/);
        const value = decodeURIComponent(text.slice('<sip:a@b?Replaces='.length, -1));
        expect(value).toBe(`${id};to-tag=${tag};from-tag=1`);
      }),
    );
  });
});

describe('NOTIFY of a transfer', () => {
  it.each([
    ['SIP/2.0 200 OK', 200],
    ['SIP/2.0 100 Trying\r\n', 100],
    ['\r\nSIP/2.0 603 Decline\r\nTo: <sip:a@b>\r\n', 603],
    ['sip/2.0 180', 180],
    ['SIP/2.0 2000 Far too much', undefined],
    ['HTTP/1.1 200 OK', undefined],
    ['', undefined],
  ])('%j says %s', (body, status) => {
    expect(statusInSipfrag(body)).toBe(status);
  });
  it.each([
    [100, 'active;expires=60', 'goes-on'],
    [180, 'active', 'goes-on'],
    [200, 'terminated;reason=noresource', 'done'],
    [200, 'active', 'done'],
    [202, '', 'done'],
    [302, 'terminated', 'failed'],
    [486, 'terminated;reason=noresource', 'failed'],
    [603, 'active', 'failed'],
    [undefined, 'active', 'goes-on'],
    [100, 'terminated;reason=noresource', 'done'],
    [100, 'terminated;reason=rejected', 'failed'],
    [undefined, 'terminated;reason=timeout', 'failed'],
  ] as const)('%s with "%s": %s', (status, subscription, progress) => {
    expect(referProgressOf(status, subscription)).toBe(progress);
  });
});
