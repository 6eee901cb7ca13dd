import type { Answer, Incoming } from '../http/exchange.ts';
import { apiAnswer, errorAnswer } from './errors.ts';
import type { Identifier, Resource, ResourceType } from './resources.ts';

export type Collections = (type: ResourceType) => readonly Resource[];

/** What a resource's relationship points to. */
export function related(resource: Resource, name: string): readonly Identifier[] {
  const data = resource.relationships[name]?.data ?? [];
  return Array.isArray(data) ? data : [data as Identifier];
}

/** Only the attributes that `fields[type]=a,b` names, where it is given. */
function sparse(resource: Resource, query: URLSearchParams): Resource {
  const wanted = query.get(`fields[${resource.type}]`)?.split(',');
  if (wanted === undefined) return resource;
  const attributes = Object.entries(resource.attributes).filter(([name]) => wanted.includes(name));
  return { ...resource, attributes: Object.fromEntries(attributes) };
}

/** The resources that `names` of these point to, each once; the first name that is no relationship instead. */
function included(
  resources: readonly Resource[],
  names: readonly string[],
  collections: Collections,
): readonly Resource[] | string {
  const found = new Map<string, Resource>();
  for (const name of names) {
    if (resources.length > 0 && !resources.some((resource) => name in resource.relationships)) return name;
    for (const { type, id } of resources.flatMap((resource) => related(resource, name))) {
      const target = collections(type).find((resource) => resource.id === id);
      if (target !== undefined) found.set(`${type} ${id}`, target);
    }
  }
  return [...found.values()];
}

/** A GET's answer: one resource or several, with `include` and `fields` obeyed; `more` stands beside the data. */
export function documentAnswer(
  incoming: Incoming,
  data: Resource | readonly Resource[],
  collections: Collections,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  const { query } = incoming;
  const resources = Array.isArray(data) ? (data as readonly Resource[]) : [data as Resource];
  const names = query.get('include')?.split(',') ?? [];
  const others = included(resources, names, collections);
  if (typeof others === 'string') {
    const detail = `'${others}' cannot be included.`;
    return errorAnswer(400, [{ id: 'permittedParams.unknownRelationship', detail }]);
  }
  const shown = resources.map((resource) => sparse(resource, query));
  return apiAnswer(200, {
    data: Array.isArray(data) ? shown : shown[0],
    ...(names.length === 0 ? {} : { included: others.map((resource) => sparse(resource, query)) }),
    ...more,
  });
}
