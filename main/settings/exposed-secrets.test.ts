import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../app/settings/read-settings.ts';
import { exposedSecrets } from './exposed-secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'outdial-exposed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'config.json');
const outreach = { clientId: 'id', redirectUri: 'https://localhost/' };
const sip = { server: 'wss://pbx.example', domain: 'pbx.example', username: 'a', password: 'hunter2' };

function told(config: object, mode: number): string | undefined {
  writeFileSync(path, JSON.stringify(config));
  chmodSync(path, mode);
  return exposedSecrets(path, readSettings(config, { allowLoopbackHttp: false }).settings)?.message;
}

describe.runIf(process.platform !== 'win32')('exposedSecrets', () => {
  it('names what everybody can read, never its value', () => {
    const message = told({ sip, outreach: { ...outreach, clientSecret: 'hunter3' } }, 0o644);
    expect(message).toContain('outreach.clientSecret and sip.password');
    expect(message).toContain(path);
    expect(message).not.toMatch(/hunter/);
  });

  it('is content with a file for its owner and a group, and with one without secrets', () => {
    expect(told({ sip }, 0o640)).toBeUndefined();
    expect(told({ sip }, 0o600)).toBeUndefined();
    expect(told({ outreach }, 0o644)).toBeUndefined();
  });

  it('says nothing where there is no file', () => {
    expect(
      exposedSecrets(join(folder, 'none'), readSettings({ sip }, { allowLoopbackHttp: false }).settings),
    ).toBe(undefined);
  });
});
