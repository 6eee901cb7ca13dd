import type { Answer, Incoming } from '../http/exchange.ts';
import { type ApiError, apiAnswer, errorAnswer } from './errors.ts';
import type { Identifier, Resource, ResourceType } from './resources.ts';

export type Collections = (type: ResourceType) => readonly Resource[];

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1000;

const related = (resource: Resource, name: string): readonly Identifier[] => {
  const data = resource.relationships[name]?.data ?? [];
  return Array.isArray(data) ? data : [data as Identifier];
};

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

function valuesAt(resource: Resource, path: readonly string[]): readonly unknown[] | undefined {
  const [first = '', second] = path;
  if (second === 'id' && first in resource.relationships) return related(resource, first).map(({ id }) => id);
  if (path.length !== 1) return undefined;
  if (first === 'id') return [resource.id];
  return first in resource.attributes ? [resource.attributes[first]] : undefined;
}

interface Query {
  filters: { path: readonly string[]; wanted: readonly string[] }[];
  size: number;
  after?: number;
  before?: number;
  sort: readonly string[];
  include: readonly string[];
}

const cursor = (text: string): number => Number(Buffer.from(text, 'base64url').toString('utf8'));
const pathOf = (name: string): readonly string[] =>
  [...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');

function readQuery(params: URLSearchParams): Query | ApiError {
  const query: Query = { filters: [], size: DEFAULT_PAGE, sort: ['id'], include: [] };
  for (const [name, value] of params) {
    const bad: ApiError = { id: 'badRequest', detail: `'${name}' has a value that cannot be used.` };
    if (name.startsWith('filter[')) query.filters.push({ path: pathOf(name), wanted: value.split(',') });
    else if (name === 'page[size]' || name === 'page[limit]') {
      query.size = Number(value);
      if (!(Number.isInteger(query.size) && query.size >= 1 && query.size <= LARGEST_PAGE)) return bad;
    } else if (name === 'page[after]' || name === 'page[before]') {
      const place = cursor(value);
      if (!Number.isInteger(place)) return bad;
      query[name === 'page[after]' ? 'after' : 'before'] = place;
    } else if (name === 'sort') query.sort = value.split(',');
    else if (name === 'include') query.include = value.split(',');
    else if (name !== 'count' && !name.startsWith('fields[') && name !== 'newFilterSyntax') return bad;
  }
  return query;
}

function compare(sort: readonly string[]): (a: Resource, b: Resource) => number {
  return (a, b) => {
    for (const key of sort) {
      const name = key.replace(/^-/, '');
      const [left, right] = [a, b].map((resource) =>
        name === 'id' ? resource.id : resource.attributes[name],
      );
      const order =
        typeof left === 'number' && typeof right === 'number'
          ? left - right
          : String(left ?? '') < String(right ?? '')
            ? -1
            : Number(String(left ?? '') > String(right ?? ''));
      if (order !== 0) return key.startsWith('-') ? -order : order;
    }
    return a.id - b.id;
  };
}

/** The resources that `names` of these point to, each once; undefined where there is no such relationship. */
export function included(
  resources: readonly Resource[],
  names: readonly string[],
  collections: Collections,
): readonly Resource[] | undefined {
  const found = new Map<string, Resource>();
  for (const name of names) {
    if (resources.length > 0 && !resources.some((resource) => name in resource.relationships))
      return undefined;
    for (const { type, id } of resources.flatMap((resource) => related(resource, name))) {
      const target = collections(type).find((resource) => resource.id === id);
      if (target !== undefined) found.set(`${type} ${id}`, target);
    }
  }
  return [...found.values()];
}

/** GET of a whole collection: filters `a,b` and `x..y`, sort, include, and pages by cursor. */
export function listAnswer(incoming: Incoming, all: readonly Resource[], collections: Collections): Answer {
  const query = readQuery(incoming.query);
  if ('id' in query) return errorAnswer(400, [query]);
  let kept = all;
  for (const { path, wanted } of query.filters) {
    const known = all[0] === undefined || valuesAt(all[0], path) !== undefined;
    if (!known) {
      const detail = `'${path.join('.')}' cannot be filtered by.`;
      return errorAnswer(400, [{ id: 'permittedParams.unknownFilter', detail }]);
    }
    kept = kept.filter((resource) =>
      valuesAt(resource, path)?.some((value) => wanted.some((text) => within(value, text))),
    );
  }
  const sorted = [...kept].sort(compare(query.sort));
  const start = query.before === undefined ? (query.after ?? 0) : Math.max(0, query.before - query.size);
  const end = Math.min(sorted.length, query.before ?? start + query.size);
  const data = sorted.slice(start, end);
  const link = (name: string, place?: number): string => {
    const url = new URL(`${incoming.origin}${incoming.path}?${incoming.query}`);
    url.searchParams.delete('page[after]');
    url.searchParams.delete('page[before]');
    if (place !== undefined) url.searchParams.set(name, Buffer.from(String(place)).toString('base64url'));
    return url.href;
  };
  const more = included(data, query.include, collections);
  if (more === undefined)
    return errorAnswer(400, [
      {
        id: 'permittedParams.unknownRelationship',
        detail: `'${query.include.join(',')}' cannot be included.`,
      },
    ]);
  return apiAnswer(200, {
    data,
    ...(query.include.length === 0 ? {} : { included: more }),
    meta: { count: sorted.length },
    links: {
      first: link('page[after]'),
      ...(start > 0 ? { prev: link('page[before]', start) } : {}),
      ...(end < sorted.length ? { next: link('page[after]', end) } : {}),
    },
  });
}
