import { z } from 'zod';
import { parseJson } from '../http/exchange.ts';
import type { ApiError } from './errors.ts';

/** A text, or nothing: null and blank count as not given. */
export const blankable = (longest: number) =>
  z
    .string()
    .max(longest)
    .nullable()
    .transform((text) => (text === null || text.trim() === '' ? undefined : text))
    .optional();

/** RFC 3986: the characters that a URL is written with; others are percent-encoded. */
const URL_TEXT = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i;

/** An http(s) URL of at most `longest` characters, or nothing. */
export const webUrl = (longest: number) =>
  blankable(longest).refine((text) => {
    if (text === undefined) return true;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '' && URL_TEXT.test(text);
  }, 'is not a valid http or https URL');

/** `{"data":{"type":…,"id":…,"attributes":{…}}}`, nothing else in it. */
const envelopeSchema = z.strictObject({
  data: z.strictObject({
    type: z.string(),
    id: z.union([z.int(), z.string()]).optional(),
    attributes: z.record(z.string(), z.unknown()).default({}),
    relationships: z.record(z.string(), z.unknown()).default({}),
  }),
});

export interface Envelope {
  readonly id?: string | number | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: 400 | 422; readonly errors: readonly ApiError[] };

const bad = (detail: string, pointer?: string): Read<never> => ({
  ok: false,
  status: 400,
  errors: [{ id: 'badRequest', detail, pointer }],
});

/** Reads a JSON:API body whose resource must be of this type. */
export function readEnvelope(text: string, type: string): Read<Envelope> {
  const json = parseJson(text);
  if (json === undefined) return bad('The body is not JSON.');
  const envelope = envelopeSchema.safeParse(json.value);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    return bad(`The body is not a JSON:API document: ${issue?.message}.`, `/${issue?.path.join('/') ?? ''}`);
  }
  const { data } = envelope.data;
  if (data.type !== type) return bad(`The type must be '${type}', not '${data.type}'.`, '/data/type');
  return { ok: true, value: data };
}

function asError(issue: z.core.$ZodIssue): readonly ApiError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      id: 'permittedParams.unknownAttribute',
      detail: `The attribute '${key}' is not permitted.`,
      pointer: `/data/attributes/${key}`,
    }));
  const pointer = `/data/attributes/${issue.path.join('/')}`;
  if (issue.code === 'too_big')
    return [
      {
        id: 'validationDataTooLongError',
        detail: `Too long (maximum is ${issue.maximum} characters).`,
        pointer,
      },
    ];
  return [{ id: 'validationError', detail: `${issue.path.join('.')}: ${issue.message}.`, pointer }];
}

/** Attributes by their schema: unknown ones are 400, wrong ones 422. */
export function readAttributes<Schema extends z.ZodType>(
  schema: Schema,
  attributes: unknown,
): Read<z.output<Schema>> {
  const read = schema.safeParse(attributes);
  if (read.success) return { ok: true, value: read.data };
  const errors = read.error.issues.flatMap(asError);
  const unknown = errors.filter(({ id }) => id === 'permittedParams.unknownAttribute');
  return unknown.length > 0
    ? { ok: false, status: 400, errors: unknown }
    : { ok: false, status: 422, errors };
}
