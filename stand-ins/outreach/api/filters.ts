import { related } from './document.ts';
import type { Resource } from './resources.ts';

/** `filter[state]=ringing,busy` or `filter[prospect][id]=102`. */
export interface Filter {
  readonly path: readonly string[];
  readonly wanted: readonly string[];
}

/** The names in the brackets of a query's key. */
export const pathOf = (name: string): readonly string[] =>
  [...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');

/** One value of a filter: `a`, or a range `x..y` whose ends may be left out (`neginf`, `inf`, or nothing). */
function within(value: unknown, wanted: string): boolean {
  const range = /^(.*)\.\.(.*)$/s.exec(wanted);
  if (range === null) return String(value) === wanted;
  if (value === null || value === undefined) return false;
  const order = (edge: string): number => {
    if (typeof value === 'number') return value - Number(edge);
    const dates = [Date.parse(String(value)), Date.parse(edge)] as const;
    if (!Number.isNaN(dates[0]) && !Number.isNaN(dates[1])) return dates[0] - dates[1];
    return String(value) < edge ? -1 : Number(String(value) > edge);
  };
  const [, from = '', to = ''] = range;
  return (
    (from === '' || from === 'neginf' || order(from) >= 0) && (to === '' || to === 'inf' || order(to) <= 0)
  );
}

/** What a filter compares with; undefined where there is no such attribute or relationship. */
export function valuesAt(resource: Resource, path: readonly string[]): readonly unknown[] | undefined {
  const [first = '', second] = path;
  if (second === 'id' && Object.hasOwn(resource.relationships, first))
    return related(resource, first).map(({ id }) => id);
  if (path.length !== 1) return undefined;
  if (first === 'id') return [resource.id];
  return Object.hasOwn(resource.attributes, first) ? [resource.attributes[first]] : undefined;
}

/** True where the resource has one of the values wanted. */
export function matches(resource: Resource, { path, wanted }: Filter): boolean {
  const values = valuesAt(resource, path) ?? [];
  return values.some((value) => wanted.some((text) => within(value, text)));
}
