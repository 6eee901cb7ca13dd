import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

const OUTREACH = { clientId: 'id-1', redirectUri: 'https://localhost:8443/callback' };
const SIP = {
  server: 'wss://pbx.example.com/ws',
  domain: 'pbx.example.com',
  username: '7042',
  password: 'p-1',
};
const ASK_FIRST = {
  askFirstTypes: ['PREMIUM_RATE', 'SHARED_COST'],
  askFirstCountries: ['001'],
  homeCountries: [],
  extensionWaitSeconds: 1,
};
const DIALING = { outreachLinks: 'when Outreach confirms', otherLinks: 'ask', ...ASK_FIRST };

const packaged = { allowLoopbackHttp: false };
const unpackaged = { allowLoopbackHttp: true };

describe('readSettings fills in what is left out', () => {
  it('has defaults without a file and for an empty one', () => {
    for (const json of [undefined, {}, { outreach: null, sip: null, dialing: {} }]) {
      expect(readSettings(json, packaged)).toEqual({ settings: { dialing: DIALING }, problems: [] });
    }
  });

  it('knows Outreach’s addresses and the scopes Outdial needs', () => {
    expect(readSettings({ outreach: OUTREACH }, packaged)).toEqual({
      settings: {
        outreach: {
          ...OUTREACH,
          apiUrl: 'https://api.outreach.io',
          authorizeUrl: 'https://api.outreach.io/oauth/authorize',
          tokenUrl: 'https://api.outreach.io/oauth/token',
          scopes: [
            'calls.read',
            'calls.write',
            'users.read',
            'prospects.read',
            'phoneNumbers.read',
            'callDispositions.read',
            'callPurposes.read',
          ],
        },
        dialing: DIALING,
      },
      problems: [],
    });
  });

  it('takes every key as it is written', () => {
    const json = {
      outreach: {
        ...OUTREACH,
        apiUrl: 'https://api.example.com',
        authorizeUrl: 'https://example.com/authorize',
        tokenUrl: 'https://example.com/token?x=1',
        clientSecret: 's-1',
        scopes: ['calls.write'],
      },
      sip: {
        ...SIP,
        servers: ['wss://pbx.example.com/ws', 'wss://second.example.com:7443'],
        displayName: 'Ada Lovelace',
        iceServers: [
          { urls: 'stun:stun.example.com' },
          {
            urls: ['turn:turn.example.com:3478', 'turns:[fd00::1]:5349?transport=tcp'],
            username: 'u',
            credential: 'c',
          },
        ],
        relayOnly: false,
        dtmf: 'info',
        testNumber: '*43',
        keepAliveSeconds: 20,
      },
      dialing: {
        outreachLinks: 'at once',
        otherLinks: 'at once',
        askFirstTypes: ['PREMIUM_RATE', 'VOIP'],
        askFirstCountries: 'other',
        homeCountries: ['US', 'CA'],
        extensionWaitSeconds: 2,
      },
    };
    expect(readSettings({ $schema: 'x', ...json }, packaged)).toEqual({ settings: json, problems: [] });
  });
});

describe('readSettings names each wrong key and uses the rest', () => {
  const wrong: [string, unknown][] = [
    ['outreach.apiUrl', 5],
    ['outreach.apiUrl', 'api.outreach.io'],
    ['outreach.apiUrl', 'http://api.outreach.io'],
    ['outreach.apiUrl', 'http://localhost.example.com'],
    ['outreach.apiUrl', 'http://127.0.0.1.example.com'],
    ['outreach.apiUrl', 'http://localhost@example.com'],
    ['outreach.apiUrl', 'https://rep:secret@api.outreach.io'],
    ['outreach.apiUrl', 'https://api.outreach.io/api/v3'],
    ['outreach.apiUrl', 'https://api.outreach.io/?x'],
    ['outreach.apiUrl', 'https:api.outreach.io'],
    ['outreach.apiUrl', ''],
    ['outreach.apiUrl', null],
    ['outreach.authorizeUrl', 'javascript:alert(1)'],
    ['outreach.tokenUrl', 'ftp://example.com'],
    ['outreach.clientId', ''],
    ['outreach.clientId', 12],
    ['outreach.clientId', undefined],
    ['outreach.clientSecret', ['s']],
    ['outreach.redirectUri', 'http://localhost:8443/callback'],
    ['outreach.redirectUri', 'outdial://callback'],
    ['outreach.redirectUri', undefined],
    ['sip.server', 'ws://pbx.example.com'],
    ['sip.server', 'https://pbx.example.com'],
    ['sip.server', 'pbx.example.com:7443'],
    ['sip.server', undefined],
    ['sip.domain', 'sip:pbx.example.com'],
    ['sip.domain', 'pbx example'],
    ['sip.username', '7042@pbx.example.com'],
    ['sip.username', 7042],
    ['sip.password', 1234],
    ['sip.password', ''],
  ];
  it.each(wrong)('%s: %j makes its section unusable', (path, value) => {
    const [section = '', key = ''] = path.split('.');
    const right: Record<string, object> = { outreach: OUTREACH, sip: SIP };
    const { settings, problems } = readSettings(
      { ...right, [section]: { ...right[section], [key]: value } },
      unpackaged,
    );
    expect(problems.map((problem) => problem.key)).toEqual([path]);
    expect(Object.keys(settings)).toEqual(section === 'sip' ? ['outreach', 'dialing'] : ['sip', 'dialing']);
  });

  it('keeps a section whose wrong key it can do without', () => {
    const { settings, problems } = readSettings(
      {
        outreach: { ...OUTREACH, scopes: 'calls.read "calls.write"' },
        sip: { ...SIP, displayName: 'two\nlines' },
        dialing: { outreachLinks: 'always', otherLinks: 'at once' },
      },
      packaged,
    );
    expect(problems.map(({ key }) => key)).toEqual([
      'outreach.scopes',
      'sip.displayName',
      'dialing.outreachLinks',
    ]);
    expect(settings.outreach?.scopes).toHaveLength(7);
    expect(settings.sip).toEqual(SIP);
    expect(settings.dialing).toEqual({ ...DIALING, otherLinks: 'at once' });
  });

  it.each([
    [{ ringSeconds: 45 }, 45, []],
    [{}, 30, []],
    [{ ringSeconds: 4 }, 30, ['incoming.ringSeconds']],
    [{ ringSeconds: 121 }, 30, ['incoming.ringSeconds']],
    [{ ringSeconds: '45' }, 30, ['incoming.ringSeconds']],
  ])('incoming %j rings for %i s', (incoming, ringSeconds, wrong) => {
    const { settings, problems } = readSettings({ incoming }, packaged);
    expect(settings.incoming).toEqual({ ringSeconds });
    expect(problems.map(({ key }) => key)).toEqual(wrong);
  });

  it.each([
    [{ extensionWaitSeconds: 0 }, 0, []],
    [{ extensionWaitSeconds: 2.5 }, 2.5, []],
    [{}, 1, []],
    [{ extensionWaitSeconds: 31 }, 1, ['dialing.extensionWaitSeconds']],
    [{ extensionWaitSeconds: -1 }, 1, ['dialing.extensionWaitSeconds']],
    [{ extensionWaitSeconds: '2' }, 1, ['dialing.extensionWaitSeconds']],
  ])('dialing %j waits %d s before an extension', (dialing, seconds, wrong) => {
    const { settings, problems } = readSettings({ dialing }, packaged);
    expect(settings.dialing.extensionWaitSeconds).toBe(seconds);
    expect(problems.map(({ key }) => key)).toEqual(wrong);
  });

  it.each([
    [
      { numbers: ['144', '9911'], location: ' 12 Main Street ' },
      { numbers: ['144', '9911'], location: '12 Main Street' },
      [],
    ],
    [{}, { numbers: [] }, []],
    [{ numbers: ['+911'] }, { numbers: [] }, ['emergency.numbers']],
    [{ numbers: '911' }, { numbers: [] }, ['emergency.numbers']],
    [{ location: 'two\nlines' }, { numbers: [] }, ['emergency.location']],
  ])('emergency %j', (emergency, read, wrong) => {
    const { settings, problems } = readSettings({ emergency }, packaged);
    expect(settings.emergency).toEqual(read);
    expect(problems.map(({ key }) => key)).toEqual(wrong);
  });

  it.each([
    [null, ''],
    [[], ''],
    ['text', ''],
    [{ outreach: 'x' }, 'outreach'],
    [{ sip: [] }, 'sip'],
    [{ dialing: 1 }, 'dialing'],
  ])('%j is no object', (json, key) => {
    expect(readSettings(json, packaged)).toMatchObject({
      settings: { dialing: DIALING },
      problems: [{ key }],
    });
  });

  const messages: [unknown, string][] = [
    [
      { dialing: { otherLinks: 3 } },
      '"dialing.otherLinks" must be one of "ask", "when Outreach confirms", "at once"; it is a number. The default is used.',
    ],
    [
      { sip: { ...SIP, password: 1234 } },
      '"sip.password" must be the SIP password, as text in quotes; it is a number. Until then Outdial has no phone line.',
    ],
    [{ diling: {} }, 'Outdial has no setting "diling". Did you mean "dialing"?'],
    [
      { sip: { ...SIP, userName: 'x' } },
      'Outdial has no setting "sip.userName". Did you mean "sip.username"?',
    ],
    [{ clientId: 'x' }, 'Outdial has no setting "clientId". Did you mean "outreach.clientId"?'],
    [{ colour: 'blue' }, 'Outdial has no setting "colour". It is ignored.'],
    [JSON.parse('{"__proto__": {"sip": 1}}'), 'Outdial has no setting "__proto__". It is ignored.'],
    [{ ['x'.repeat(500)]: 1 }, `Outdial has no setting "${'x'.repeat(60)}…". It is ignored.`],
  ];
  it.each(messages)('%j says what to do', (json, message) => {
    expect(readSettings(json, packaged).problems.map((problem) => problem.message)).toEqual([message]);
  });
});

describe('readSettings on anything', () => {
  it('never throws, and always says how links are dialled', () => {
    const section = fc.dictionary(
      fc.constantFrom(
        'apiUrl',
        'scopes',
        'server',
        'password',
        'otherLinks',
        'constructor',
        '__proto__',
        'x',
      ),
      fc.anything(),
    );
    const file = fc.oneof(
      fc.anything(),
      fc.record({ outreach: section, sip: section, dialing: section }, { requiredKeys: [] }),
    );
    fc.assert(
      fc.property(file, fc.boolean(), (json, allowLoopbackHttp) => {
        const { settings } = readSettings(json, { allowLoopbackHttp });
        expect(settings.dialing.otherLinks).toMatch(/^(ask|when Outreach confirms|at once)$/);
      }),
      { numRuns: 150 },
    );
  });

  it('never shows a value', () => {
    const secret = 'hunter2-hunter2';
    const values = [secret, [secret], { secret }, `http://${secret}`];
    for (const value of values) {
      const all = {
        clientSecret: value,
        clientId: [secret],
        password: [value],
        server: value,
        scopes: [value],
        x: value,
      };
      const { problems } = readSettings(
        { outreach: all, sip: all, dialing: { otherLinks: value } },
        packaged,
      );
      expect(problems.length).toBeGreaterThan(5);
      expect(JSON.stringify(problems)).not.toContain(secret);
    }
  });
});
