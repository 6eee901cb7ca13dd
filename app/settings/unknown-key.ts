import type { SettingsProblem } from './settings.ts';
import type { SettingsKeys } from './settings-keys.ts';

const LONGEST_NAME_SHOWN = 60;

/** A key Outdial does not know, with the known one that was probably meant. `path` is the section, or empty. */
export function unknownKey(keys: SettingsKeys, path: string, name: string): SettingsProblem {
  const shown = name.length > LONGEST_NAME_SHOWN ? `${name.slice(0, LONGEST_NAME_SHOWN)}…` : name;
  const key = path === '' ? shown : `${path}.${shown}`;
  const meant = likely(keys, path, name);
  const hint = meant === undefined ? 'It is ignored.' : `Did you mean "${meant}"?`;
  return { key, message: `Outdial has no setting "${key}". ${hint}` };
}

/** The closest known key in the same place, else the one of the same name in another. */
function likely(keys: SettingsKeys, path: string, name: string): string | undefined {
  const sections: [string, string[]][] = Object.entries(keys).map(([section, all]) => [
    section,
    Object.keys(all),
  ]);
  const here = path === '' ? Object.keys(keys) : (sections.find(([section]) => section === path)?.[1] ?? []);
  const close = here
    .map((known) => ({ known, distance: distance(known.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= Math.max(1, Math.floor(one.known.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)[0];
  if (close !== undefined) return path === '' ? close.known : `${path}.${close.known}`;
  for (const [section, names] of sections) {
    const elsewhere = names.find((known) => known.toLowerCase() === name.toLowerCase());
    if (elsewhere !== undefined) return `${section}.${elsewhere}`;
  }
  return undefined;
}

/** Levenshtein's distance; names longer than any known one are far from all. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
