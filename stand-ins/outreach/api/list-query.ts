import type { Answer, Incoming } from '../http/exchange.ts';
import { type Collections, documentAnswer } from './document.ts';
import { type ApiError, errorAnswer } from './errors.ts';
import { type Filter, matches, pathOf, valuesAt } from './filters.ts';
import type { Resource } from './resources.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1000;

interface ListQuery {
  filters: Filter[];
  size: number;
  after?: number;
  before?: number;
  sort: readonly string[];
}

/** A cursor is a place in the list, and nothing that a client may rely on. */
const cursorOf = (place: number): string => Buffer.from(`at ${place}`).toString('base64url');
const placeOf = (cursor: string): number =>
  Number(/^at (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1]);

const IGNORED = /^(include|count|newFilterSyntax|fields\[.*\])$/;

function readQuery(params: URLSearchParams): ListQuery | ApiError {
  const query: ListQuery = { filters: [], size: DEFAULT_PAGE, sort: ['id'] };
  for (const [name, value] of params) {
    const bad: ApiError = {
      id: 'badRequest',
      detail: `'${name}' is not known, or has a value that cannot be used.`,
    };
    if (name.startsWith('filter[')) query.filters.push({ path: pathOf(name), wanted: value.split(',') });
    else if (name === 'page[size]' || name === 'page[limit]') {
      query.size = Number(value);
      if (!(Number.isInteger(query.size) && query.size >= 1 && query.size <= LARGEST_PAGE)) return bad;
    } else if (name === 'page[after]' || name === 'page[before]') {
      const place = placeOf(value);
      if (Number.isNaN(place)) return bad;
      query[name === 'page[after]' ? 'after' : 'before'] = place;
    } else if (name === 'sort') query.sort = value.split(',');
    else if (!IGNORED.test(name)) return bad;
  }
  return query;
}

function before(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [String(left ?? ''), String(right ?? '')];
  return a < b ? -1 : Number(a > b);
}

function compare(sort: readonly string[]): (a: Resource, b: Resource) => number {
  return (a, b) => {
    for (const key of sort) {
      const name = key.replace(/^-/, '');
      const order = before(valuesAt(a, [name])?.[0], valuesAt(b, [name])?.[0]);
      if (order !== 0) return key.startsWith('-') ? -order : order;
    }
    return a.id - b.id;
  };
}

/** What cannot be filtered or sorted by, because these resources do not have it. */
function unknown(example: Resource | undefined, query: ListQuery): ApiError | undefined {
  if (example === undefined) return undefined;
  const has = (path: readonly string[]) => valuesAt(example, path) !== undefined;
  const filter = query.filters.find(({ path }) => !has(path));
  if (filter !== undefined)
    return {
      id: 'permittedParams.unknownFilter',
      detail: `'${filter.path.join('.')}' cannot be filtered by.`,
    };
  const key = query.sort.find((name) => !has([name.replace(/^-/, '')]));
  return key === undefined ? undefined : { id: 'badRequest', detail: `'${key}' cannot be sorted by.` };
}

/** GET of a whole collection: filters `a,b` and `x..y`, sort, include, fields, and pages by cursor. */
export function listAnswer(incoming: Incoming, all: readonly Resource[], collections: Collections): Answer {
  const query = readQuery(incoming.query);
  if ('id' in query) return errorAnswer(400, [query]);
  const wrong = unknown(all[0], query);
  if (wrong !== undefined) return errorAnswer(400, [wrong]);
  const kept = all.filter((resource) => query.filters.every((filter) => matches(resource, filter)));
  const sorted = kept.sort(compare(query.sort));
  const start = query.before === undefined ? (query.after ?? 0) : Math.max(0, query.before - query.size);
  const end = Math.min(sorted.length, query.before ?? start + query.size);
  const link = (name: string, place?: number): string => {
    const url = new URL(`${incoming.origin}${incoming.path}?${incoming.query}`);
    url.searchParams.delete('page[after]');
    url.searchParams.delete('page[before]');
    if (place !== undefined) url.searchParams.set(name, cursorOf(place));
    return url.href;
  };
  return documentAnswer(incoming, sorted.slice(start, end), collections, {
    meta: { count: sorted.length },
    links: {
      first: link('page[after]'),
      ...(start > 0 ? { prev: link('page[before]', start) } : {}),
      ...(end < sorted.length ? { next: link('page[after]', end) } : {}),
    },
  });
}
