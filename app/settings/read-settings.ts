import { parseSafely } from '../parse-safely.ts';
import type { Settings, SettingsProblem, SipSettings } from './settings.ts';
import { DEFAULT_DIALING, type SectionKeys, type SettingsKeys, settingsKeys } from './settings-keys.ts';
import { unknownKey } from './unknown-key.ts';

export interface ReadSettingsOptions {
  /** http on this machine, for stand-ins; unpackaged builds only. */
  readonly allowLoopbackHttp: boolean;
}

export interface SettingsReading {
  readonly settings: Settings;
  /** Those that cost a whole section first, otherwise in the order of the keys; empty where the file is right. */
  readonly problems: readonly SettingsProblem[];
}

/**
 * Reads a parsed configuration file. Never throws: every wrong key becomes a problem that names it, says what was
 * expected and what kind of value was found (never the value), and the rest is used. A wrong or missing key that a
 * section needs makes that section absent; `undefined` for `json` gives the defaults without a problem.
 */
export function readSettings(json: unknown, options: ReadSettingsOptions): SettingsReading {
  return readSettingsBy(settingsKeys(options.allowLoopbackHttp), json);
}

/** As `readSettings`, for whoever reads many: `keys` are `settingsKeys`, which take a millisecond to build. */
export function readSettingsBy(keys: SettingsKeys, json: unknown): SettingsReading {
  const problems: SettingsProblem[] = [];
  /** What costs a whole section is told first. */
  const fatal: SettingsProblem[] = [];
  const file = json === undefined ? {} : asObject(json);
  if (file === undefined) {
    problems.push({ key: '', message: `The file must be one JSON object in { }; it is ${kindOf(json)}.` });
  }
  const sections = file ?? {};
  for (const name of Object.keys(sections)) {
    if (!Object.hasOwn(keys, name) && name !== '$schema') problems.push(unknownKey(keys, '', name));
  }
  const section = (name: keyof SettingsKeys): Record<string, unknown> | undefined => {
    const given = own(sections, name);
    if (given === undefined || given === null) return undefined;
    const object = asObject(given);
    if (object === undefined) {
      fatal.push({ key: name, message: `"${name}" must be an object in { }; it is ${kindOf(given)}.` });
      return undefined;
    }
    for (const key of Object.keys(object)) {
      if (!Object.hasOwn(keys[name], key)) problems.push(unknownKey(keys, name, key));
    }
    return object;
  };
  const outreachGiven = section('outreach');
  const outreach = outreachGiven && readSection('outreach', outreachGiven, keys.outreach, problems, fatal);
  const sipGiven = section('sip');
  const sip = sipGiven && readSection('sip', withFirstServer(sipGiven), keys.sip, problems, fatal);
  if (sip?.relayOnly === true && !hasRelay(sip)) problems.push(WITHOUT_RELAY);
  // Each key of this section has a fallback and is spare, so that the section is always there.
  const dialing =
    readSection('dialing', section('dialing') ?? {}, keys.dialing, problems, fatal) ?? DEFAULT_DIALING;
  const incomingGiven = section('incoming');
  const incoming = incomingGiven && readSection('incoming', incomingGiven, keys.incoming, problems, fatal);
  const recordingsGiven = section('recordings');
  const recordings =
    recordingsGiven && readSection('recordings', recordingsGiven, keys.recordings, problems, fatal);
  const emergencyGiven = section('emergency');
  const emergency =
    emergencyGiven && readSection('emergency', emergencyGiven, keys.emergency, problems, fatal);
  return {
    settings: {
      ...(emergency && { emergency }),
      ...(recordings && { recordings }),
      ...(outreach && { outreach }),
      ...(sip && { sip }),
      dialing,
      ...(incoming && { incoming }),
    },
    problems: [...fatal, ...problems],
  };
}

const WITHOUT: Readonly<Record<keyof SettingsKeys, string>> = {
  outreach: 'Until then Outdial works without Outreach.',
  sip: 'Until then Outdial has no phone line.',
  dialing: '',
  recordings: '',
  incoming: '',
  emergency: '',
};

/** One section, each key read on its own; undefined where a key that it can't do without is missing or wrong. */
function readSection<Section extends object>(
  section: keyof SettingsKeys,
  object: Record<string, unknown>,
  keys: SectionKeys<Section>,
  problems: SettingsProblem[],
  fatal: SettingsProblem[],
): Section | undefined {
  const values: { -readonly [Name in keyof Section]?: Section[Name] } = {};
  let usable = true;
  for (const name of Object.keys(keys) as (keyof Section & string)[]) {
    const { schema, expected, fallback, optional, spare } = keys[name];
    const path = `${section}.${name}`;
    const given = own(object, name);
    const parsed = given === undefined ? undefined : parseSafely(schema, given);
    if (parsed?.success === true) {
      values[name] = parsed.data;
      continue;
    }
    if (parsed !== undefined) {
      const instead =
        spare !== true
          ? WITHOUT[section]
          : fallback === undefined
            ? 'It is left out.'
            : 'The default is used.';
      (spare === true ? problems : fatal).push({
        key: path,
        message: `"${path}" must be ${expected}; it is ${kindOf(given)}. ${instead}`,
      });
      usable &&= spare === true;
    } else if (fallback === undefined && optional !== true) {
      fatal.push({
        key: path,
        message: `"${path}" is missing. It must be ${expected}. ${WITHOUT[section]}`,
      });
      usable = false;
    }
    if (fallback !== undefined) values[name] = fallback;
  }
  return usable ? (values as Section) : undefined;
}

const WITHOUT_RELAY: SettingsProblem = {
  key: 'sip.relayOnly',
  message: '"sip.relayOnly" has no effect: "sip.iceServers" names no TURN server.',
};

function hasRelay({ iceServers = [] }: SipSettings): boolean {
  return iceServers.flatMap(({ urls }) => urls).some((url) => /^turn/i.test(url));
}

/** `servers` alone is enough: its first one is the `server`. */
function withFirstServer(sip: Record<string, unknown>): Record<string, unknown> {
  const servers = own(sip, 'servers');
  if (own(sip, 'server') !== undefined || !Array.isArray(servers) || servers.length === 0) return sip;
  return { ...sip, server: servers[0] };
}

/** What kind of value was found. Never the value: it may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  switch (typeof value) {
    case 'string':
      return value.trim() === '' ? 'empty text' : 'other text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    default:
      return 'an object';
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
