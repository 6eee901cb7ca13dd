import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_DIALING } from '../../app/settings/settings-keys.ts';
import { configFilePath, readConfigFile } from './read-config-file.ts';

const DEFAULTS = { dialing: DEFAULT_DIALING };

describe('configFilePath', () => {
  it.each([
    ['linux', {}, '/etc/outdial/config.json'],
    ['freebsd', {}, '/etc/outdial/config.json'],
    ['darwin', {}, '/Library/Application Support/Outdial/config.json'],
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\Outdial\\config.json'],
    ['win32', { PROGRAMDATA: 'D:\\Data' }, 'D:\\Data\\Outdial\\config.json'],
    ['win32', {}, 'C:\\ProgramData\\Outdial\\config.json'],
    ['win32', { ProgramData: '' }, 'C:\\ProgramData\\Outdial\\config.json'],
  ] as const)('%s %j', (platform, env, path) => {
    expect(configFilePath({ platform, env, isPackaged: true })).toBe(path);
  });

  it('lets OUTDIAL_CONFIG name another file in unpackaged builds only', () => {
    const env = { OUTDIAL_CONFIG: '/home/dev/outdial.json' };
    expect(configFilePath({ platform: 'linux', env, isPackaged: false })).toBe('/home/dev/outdial.json');
    expect(configFilePath({ platform: 'linux', env, isPackaged: true })).toBe('/etc/outdial/config.json');
    const empty = { OUTDIAL_CONFIG: '' };
    expect(configFilePath({ platform: 'linux', env: empty, isPackaged: false })).toBe(
      '/etc/outdial/config.json',
    );
  });
});

describe('readConfigFile', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outdial-config-'));
    path = join(folder, 'config.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const right = '{ "dialing": { "otherLinks": "at once" } }';
  const used = { dialing: { ...DEFAULT_DIALING, otherLinks: 'at once' } };

  it('uses a right file', () => {
    writeFileSync(path, right);
    expect(readConfigFile(path)).toEqual({ settings: used, problems: [] });
  });

  it('uses one with a byte order mark, in UTF-8 and in UTF-16', () => {
    for (const bytes of [
      Buffer.from(`\ufeff${right}`, 'utf8'),
      Buffer.from(`\ufeff${right}`, 'utf16le'),
      Buffer.from(`\ufeff${right}`, 'utf16le').swap16(),
    ]) {
      writeFileSync(path, bytes);
      expect(readConfigFile(path)).toEqual({ settings: used, problems: [] });
    }
  });

  it('takes the defaults without a word where there is no file', () => {
    expect(readConfigFile(path)).toEqual({ settings: DEFAULTS, problems: [] });
    writeFileSync(path, right);
    expect(readConfigFile(join(path, 'config.json'))).toEqual({ settings: DEFAULTS, problems: [] });
  });

  it('passes on whether http is allowed on this machine', () => {
    const outreach = { apiUrl: 'http://127.0.0.1:1', clientId: 'a', redirectUri: 'https://localhost/' };
    writeFileSync(path, JSON.stringify({ outreach }));
    expect(readConfigFile(path).problems).toMatchObject([{ key: 'outreach.apiUrl' }]);
    const allowed = readConfigFile(path, { allowLoopbackHttp: true });
    expect(allowed).toMatchObject({ settings: { outreach: { apiUrl: 'http://127.0.0.1:1' } }, problems: [] });
  });

  function problem(): string {
    const { settings, problems } = readConfigFile(path);
    expect(settings).toEqual(DEFAULTS);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.key).toBe('');
    expect(problems[0]?.message).toContain(path);
    return problems[0]?.message ?? '';
  }

  it('says in which line and column a file stops being JSON, and quotes none of it', () => {
    writeFileSync(path, '{\r\n  "sip": { "password": "hunter2" },\r\n}\r\n');
    expect(problem()).toMatch(/is not JSON: see line 3, column 1\. The comma before it is one too many\.$/);
    writeFileSync(path, '{ "sip": { "password": hunter2 } }');
    expect(problem()).toMatch(/line 1, column 24/);
    expect(problem()).not.toContain('hunter2');
    writeFileSync(path, '{ "sip": {\n');
    expect(problem()).toMatch(/line 2, column 1\. The file ends too early/);
  });

  it('says when a file is empty, too large, no file or no text', () => {
    writeFileSync(path, ' \n');
    expect(problem()).toMatch(/is empty/);
    writeFileSync(path, ' '.repeat(1024 * 1024 + 1));
    expect(problem()).toMatch(/larger than 1 MiB/);
    writeFileSync(path, Buffer.from([0x7b, 0xe9, 0x7d]));
    expect(problem()).toMatch(/not UTF-8/);
    rmSync(path);
    mkdirSync(path);
    expect(problem()).toMatch(/is not a file/);
  });

  it('says when it may not read a file', () => {
    writeFileSync(path, right);
    chmodSync(path, 0o000);
    // The superuser may read everything: for it, a name that is too long for any file must do.
    if (process.getuid?.() === 0) path = join(folder, 'x'.repeat(300));
    expect(problem()).toMatch(/can’t be (opened: whoever|read \(ENAMETOOLONG\))/);
  });
});
