import { type Answer, jsonAnswer } from '../http/exchange.ts';

export const JSON_API = 'application/vnd.api+json';

/** One error of a JSON:API body, as Outreach's v2 writes it. */
export interface ApiError {
  readonly id: string;
  readonly title?: string | undefined;
  readonly detail: string;
  /** E.g. `/data/attributes/state`. */
  readonly pointer?: string | undefined;
}

const TITLES: Readonly<Record<string, string>> = {
  badRequest: 'Bad Request',
  'permittedParams.unknownAttribute': 'Unknown Attribute',
  'permittedParams.unknownFilter': 'Unknown Filter',
  'permittedParams.unknownRelationship': 'Unknown Relationship',
  unauthorizedOauthScope: 'Unauthorized OAuth Scope',
  unauthorizedRequest: 'Unauthorized Request',
  resourceNotFound: 'Resource Not Found',
  methodNotAllowed: 'Method Not Allowed',
  unsupportedMediaType: 'Unsupported Media Type',
  validationError: 'Validation Error',
  validationDataTooLongError: 'Validation Data Too Long Error',
  rateLimitExceeded: 'Rate Limit Exceeded',
  scheduledServerMaintenance: 'Scheduled Server Maintenance',
  internalServerError: 'Internal Server Error',
};

/** `{"errors":[{"id","title","detail","source":{"pointer"}}]}`. */
export function errorAnswer(
  status: number,
  errors: readonly ApiError[],
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const body = errors.map(({ id, title, detail, pointer }) => ({
    id,
    title: title ?? TITLES[id] ?? id,
    detail,
    ...(pointer === undefined ? {} : { source: { pointer } }),
  }));
  return apiAnswer(status, { errors: body }, headers);
}

export function apiAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonAnswer(status, body, headers, `${JSON_API}; charset=utf-8`);
}

/** The one error body that is not JSON:API. */
export function unauthorized(): Answer {
  const body = { error: 'Invalid JWT token.', description: 'The JWT token could not be decoded.' };
  return jsonAnswer(401, body);
}
