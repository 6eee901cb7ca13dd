import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AskedRequest, createAuthentication, type HeaderOf, type Rounds } from './authentication.ts';

const hash = (name: string) => (text: string) => createHash(name).update(text).digest('hex');
const HASHES = { MD5: hash('md5'), 'SHA-256': hash('sha256'), 'SHA-512-256': hash('sha512-256') };
const INVITE: AskedRequest = { sipCallId: 'call', method: 'INVITE', uri: 'sip:1@far.example', body: '' };

function world() {
  let tokens = 0;
  return createAuthentication({
    ...{ username: 'rep', password: 'secret', hashes: HASHES },
    token: () => `token${++tokens}`,
  });
}
const answer =
  (headers: Record<string, string | string[]>): HeaderOf =>
  (name) =>
    [headers[name] ?? []].flat();
const ask = (realm: string, nonce: string, more = ''): string =>
  `Digest realm="${realm}", nonce="${nonce}", qop="auth"${more}`;
const told = (headers: ReadonlyMap<string, readonly string[]>) =>
  [...headers].flatMap(([name, values]) =>
    values.map((value) => {
      const of = (key: string) => new RegExp(`\\b${key}="?([^",]*)`).exec(value)?.[1];
      return `${name} ${of('realm')} ${of('nonce')} ${of('nc')}`;
    }),
  );

describe('authentication (RFC 3261, 22)', () => {
  it('says nothing before it is asked, and to another call nothing of this one', () => {
    const authentication = world();
    expect(told(authentication.headers(INVITE))).toEqual([]);
    expect(authentication.challenged('call', answer({ 'www-authenticate': ask('r', 'n') }), new Map())).toBe(
      true,
    );
    expect(told(authentication.headers({ ...INVITE, sipCallId: 'other' }))).toEqual([]);
  });

  it('answers a proxy and then the far end, both in one request, and counts the uses of each nonce', () => {
    const authentication = world();
    const rounds: Rounds = new Map();
    expect(authentication.challenged('call', answer({ 'proxy-authenticate': ask('p', '1') }), rounds)).toBe(
      true,
    );
    expect(told(authentication.headers(INVITE))).toEqual(['proxy-authorization p 1 00000001']);
    expect(authentication.challenged('call', answer({ 'www-authenticate': ask('r', '2') }), rounds)).toBe(
      true,
    );
    expect(told(authentication.headers(INVITE))).toEqual([
      'proxy-authorization p 1 00000002',
      'authorization r 2 00000001',
    ]);
    expect(told(authentication.headers({ ...INVITE, method: 'BYE' }))).toEqual([
      'proxy-authorization p 1 00000003',
      'authorization r 2 00000002',
    ]);
  });

  it('answers all who ask in one answer: two proxies and the far end (16.7)', () => {
    const authentication = world();
    const all = answer({
      'proxy-authenticate': [ask('a', '1'), ask('b', '2')],
      'www-authenticate': [ask('r', '3', ', algorithm=SHA-256'), ask('r', '4')],
    });
    expect(authentication.challenged('call', all, new Map())).toBe(true);
    expect(told(authentication.headers(INVITE)).sort()).toEqual([
      'authorization r 3 00000001',
      'proxy-authorization a 1 00000001',
      'proxy-authorization b 2 00000001',
    ]);
  });

  it('gives the ACK the credentials of its INVITE, and a CANCEL none', () => {
    const authentication = world();
    authentication.challenged('call', answer({ 'proxy-authenticate': ask('p', '1') }), new Map());
    const invite = authentication.headers(INVITE);
    authentication.headers({ ...INVITE, method: 'INFO' });
    expect(authentication.headers({ ...INVITE, method: 'ACK', uri: 'sip:far@1.2.3.4' })).toEqual(invite);
    expect(told(authentication.headers({ ...INVITE, method: 'CANCEL' }))).toEqual([]);
  });

  it('takes a second question after an answer for a no, in that request and in no other', () => {
    const authentication = world();
    const rounds: Rounds = new Map();
    const again = (nonce: string) => answer({ 'www-authenticate': ask('r', nonce) });
    expect(authentication.challenged('call', again('1'), rounds)).toBe(true);
    expect(authentication.challenged('call', again('2'), rounds)).toBe(false);
    expect(authentication.challenged('call', again('3'), new Map())).toBe(true);
  });

  it('takes a nonce that is too old for no reason to give up, but not for ever', () => {
    const authentication = world();
    const rounds: Rounds = new Map();
    const stale = (nonce: string) => answer({ 'www-authenticate': ask('r', nonce, ', stale=true') });
    expect(authentication.challenged('call', answer({ 'www-authenticate': ask('r', '0') }), rounds)).toBe(
      true,
    );
    expect(['1', '2', '3'].map((nonce) => authentication.challenged('call', stale(nonce), rounds))).toEqual([
      true,
      true,
      false,
    ]);
    expect(told(authentication.headers(INVITE))).toEqual(['authorization r 2 00000001']);
  });

  it('cannot answer what it does not know', () => {
    const token = answer({ 'www-authenticate': 'Bearer authz_server="https://login.example"' });
    expect(world().challenged('call', token, new Map())).toBe(false);
    expect(world().challenged('call', answer({}), new Map())).toBe(false);
  });

  it('goes on with the next nonce that it is given', () => {
    const authentication = world();
    authentication.challenged('call', answer({ 'www-authenticate': ask('r', '1') }), new Map());
    authentication.headers(INVITE);
    authentication.taken('call', answer({ 'authentication-info': 'qop=auth, nextnonce="2", nc=00000001' }));
    expect(told(authentication.headers(INVITE))).toEqual(['authorization r 2 00000001']);
    authentication.taken('call', answer({ 'authentication-info': 'qop=auth, nc=00000001' }));
    expect(told(authentication.headers(INVITE))).toEqual(['authorization r 2 00000002']);
  });

  it('forgets the calls of long ago', () => {
    const authentication = world();
    for (let call = 0; call < 60; call += 1)
      authentication.challenged(`call${call}`, answer({ 'www-authenticate': ask('r', 'n') }), new Map());
    const known = (call: number) => authentication.headers({ ...INVITE, sipCallId: `call${call}` }).size;
    expect([known(0), known(9), known(10), known(59)]).toEqual([0, 0, 1, 1]);
  });
});
