import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { jsonErrorAt, jsonHint, placeInText } from '../../settings/json-error.ts';
import { readSettingsBy } from '../../settings/read-settings.ts';
import { settingsKeys } from '../../settings/settings-keys.ts';
import { expectNoPollution } from './doors.ts';
import { mutateText } from './mutate-text.ts';
import { mutateValue } from './mutate-value.ts';
import { type Search, search } from './search.ts';
import { fuzzInputs } from './size.ts';

const MINUTES = 60_000;
const FILE = readFileSync(join(import.meta.dirname, '../corpus/configurations.json'), 'utf8');
const CONFIGURATIONS = JSON.parse(FILE) as unknown[];
const TEXTS = CONFIGURATIONS.map((one) => JSON.stringify(one, null, 2));
const VALUES = [
  'https://evil.example/x?y#z',
  'http://127.0.0.1@evil.example',
  'wss://a b',
  'javascript:1',
  'ws://[::1',
  '',
];

function run<Input>(door: Omit<Search<Input>, 'seed' | 'now' | 'cpu' | 'inputs'>): void {
  const inputs = fuzzInputs(process.env.OUTDIAL_PROOFS, 1_000_000);
  const found = search({
    ...door,
    inputs,
    seed: 20_240_609,
    now: () => performance.now(),
    cpu: () => process.threadCpuUsage(),
  });
  console.log(
    `${door.name}: ${found.inputs} inputs, ${found.perSecond}/s, slowest ${found.slowest.toFixed(1)} ms`,
  );
  expectNoPollution();
}

const isLoopback = (url: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

it('any configuration is read; what is used is encrypted or on this machine', {
  timeout: 10 * MINUTES,
}, () => {
  const keysOf = [false, true].map((allowed) => [settingsKeys(allowed), allowed] as const);
  run({
    name: 'readSettings',
    make: (random) => mutateValue(random, CONFIGURATIONS, VALUES),
    check(json) {
      for (const [keys, allowLoopbackHttp] of keysOf) {
        const { settings } = readSettingsBy(keys, json);
        const { outreach, sip } = settings;
        for (const url of outreach ? [outreach.apiUrl, outreach.authorizeUrl, outreach.tokenUrl] : []) {
          const isSafe = new URL(url).protocol === 'https:' || (allowLoopbackHttp && isLoopback(url));
          if (!isSafe) throw new Error(`${url} is used`);
        }
        if (sip && new URL(sip.server).protocol !== 'wss:' && !isLoopback(sip.server))
          throw new Error(sip.server);
        if (sip && /[\s<>@;]/.test(sip.username + sip.domain)) throw new Error('SIP syntax in the account');
      }
    },
  });
});

it('any text in the file’s place is read, or said to be no JSON and where', { timeout: 10 * MINUTES }, () => {
  run({
    name: 'jsonErrorAt',
    make: (random) => mutateText(random, TEXTS),
    check(text) {
      const at = jsonErrorAt(text);
      if (at < 0) JSON.parse(text);
      else {
        jsonHint(text, at);
        if (placeInText(text, at).line < 1) throw new Error('no such line');
      }
    },
  });
});
