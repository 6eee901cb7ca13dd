import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sipTarget } from './sip-target.ts';

describe('the SIP URI that dials a number', () => {
  it.each([
    ['+12025550100', 'example.com', 'sip:+12025550100@example.com'],
    ['911', 'sip.example.com:5080', 'sip:911@sip.example.com:5080'],
    ['*21#', 'example.com', 'sip:*21%23@example.com'],
    ['1001', '[2001:db8::1]:5060', 'sip:1001@[2001:db8::1]:5060'],
  ])('%s at %s is %s', (number, domain, uri) => {
    expect(sipTarget(number, domain)).toEqual({ ok: true, value: uri });
  });

  it.each([
    ['', 'example.com', 'bad-number'],
    ['+1 202', 'example.com', 'bad-number'],
    ['1;user=phone', 'example.com', 'bad-number'],
    ['1@evil.example', 'example.com', 'bad-number'],
    ['1\r\nRoute: <sip:evil>', 'example.com', 'bad-number'],
    ['1', 'example.com\r\nX: y', 'bad-domain'],
    ['1', 'example.com;lr', 'bad-domain'],
    ['1', '', 'bad-domain'],
  ])('%j at %j is refused', (number, domain, code) => {
    expect(sipTarget(number, domain)).toMatchObject({ ok: false, failure: { code } });
  });

  it('has one shape only, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (number, domain) => {
        const target = sipTarget(number, domain);
        if (target.ok) expect(target.value).toMatch(/^sip:\+?[0-9A-Fa-f*%]+@[0-9A-Za-z.:[\]-]+$/);
      }),
    );
  });
});
