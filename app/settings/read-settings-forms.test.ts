import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

const OUTREACH = { clientId: 'id-1', redirectUri: 'https://localhost:8443/callback' };
const SIP = {
  server: 'wss://pbx.example.com/ws',
  domain: 'pbx.example.com',
  username: '7042',
  password: 'p-1',
};

const packaged = { allowLoopbackHttp: false };
const unpackaged = { allowLoopbackHttp: true };

function keysOf(json: unknown, options = packaged): string[] {
  return readSettings(json, options).problems.map(({ key }) => key);
}

describe('readSettings takes the forms administrators write', () => {
  it.each([
    'https://api.example.com',
    'https://api.example.com/',
    'https://api.example.com/api/v2',
    'https://api.example.com/api/v2/',
  ])('apiUrl %s', (apiUrl) => {
    const { settings } = readSettings({ outreach: { ...OUTREACH, apiUrl } }, packaged);
    expect(settings.outreach?.apiUrl).toBe('https://api.example.com');
  });

  it('scopes in one text', () => {
    const { settings } = readSettings(
      { outreach: { ...OUTREACH, scopes: ' calls.read  calls.write\n' } },
      packaged,
    );
    expect(settings.outreach?.scopes).toEqual(['calls.read', 'calls.write']);
  });

  it.each(['127.0.0.1:4100', 'localhost:4100', '[::1]:4100', 'localhost'])(
    'http on %s while unpackaged',
    (host) => {
      const json = {
        outreach: {
          ...OUTREACH,
          apiUrl: `http://${host}/`,
          authorizeUrl: `http://${host}/oauth/authorize`,
          tokenUrl: `http://${host}/oauth/token`,
        },
        sip: { ...SIP, server: `ws://${host}` },
      };
      expect(keysOf(json, unpackaged)).toEqual([]);
      expect(keysOf(json, packaged)).toEqual([
        'outreach.apiUrl',
        'outreach.authorizeUrl',
        'outreach.tokenUrl',
      ]);
      expect(readSettings(json, unpackaged).settings.outreach?.apiUrl).toBe(`http://${host}`);
    },
  );

  it.each(['pbx.example.com', '10.0.0.5', 'localhost:5066', '[fd00::1]:5060'])('SIP domain %s', (domain) => {
    expect(keysOf({ sip: { ...SIP, domain } })).toEqual([]);
  });
});

const TURN_SIGN_IN = { username: 'u', credential: 'c' };

describe('readSettings and the phone', () => {
  const { server, username, password, ...withoutServer } = SIP;

  it('takes the first of several servers where none is named alone', () => {
    const servers = ['wss://a.example.com/', 'wss://b.example.com/'];
    const { settings, problems } = readSettings({ sip: { ...withoutServer, servers } }, packaged);
    expect(problems).toEqual([]);
    expect(settings.sip).toEqual({ ...withoutServer, server: servers[0], servers });
  });
  it('leaves name and password to the rep where the file has none', () => {
    expect(readSettings({ sip: { ...withoutServer, server } }, packaged)).toMatchObject({
      settings: { sip: { server } },
      problems: [],
    });
  });
  it.each([
    ['servers', ['ws://pbx.example.com']],
    ['servers', []],
    ['servers', 'wss://pbx.example.com'],
    ['iceServers', { urls: 'stun:stun.example.com' }],
    ['iceServers', [{ urls: 'https://stun.example.com' }]],
    ['iceServers', [{ urls: 'turn:turn.example.com' }]],
    ['iceServers', [{ urls: 'stun:stun.example.com', password: 'x' }]],
    ['relayOnly', 'yes'],
    ['dtmf', 'inband'],
    ['testNumber', ''],
    ['testNumber', 600],
    ['keepAliveSeconds', 4],
    ['keepAliveSeconds', 30.5],
    ['keepAliveSeconds', '30'],
  ])('leaves out a wrong sip.%s: %j', (key, value) => {
    const { settings, problems } = readSettings({ sip: { ...SIP, [key]: value } }, packaged);
    expect(problems.map((problem) => problem.key)).toEqual([`sip.${key}`]);
    expect(settings.sip).toEqual(SIP);
  });
  it('says that relays only means nothing without a TURN server', () => {
    const withRelays = (urls: readonly string[]) =>
      readSettings({ sip: { ...SIP, relayOnly: true, iceServers: [{ urls, ...TURN_SIGN_IN }] } }, packaged)
        .problems;
    expect(withRelays(['stun:stun.example.com']).map(({ key }) => key)).toEqual(['sip.relayOnly']);
    expect(withRelays(['stun:stun.example.com', 'turns:turn.example.com'])).toEqual([]);
  });
  it.each([{ servers: ['nonsense'] }, { servers: [] }, {}])('needs a server: %j', (given) => {
    const { settings } = readSettings({ sip: { ...withoutServer, username, password, ...given } }, packaged);
    expect(settings.sip).toBeUndefined();
  });
});
