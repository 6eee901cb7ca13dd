import type { Failure } from '../result.ts';
import { bodyOf, type HttpAnswer, retryAfterOf } from './http-answer.ts';
import { callStateOf, callUrlsOf, firstErrorOf, isDocument } from './json-api.ts';
import { shownWords } from './masked.ts';
import type { Delivery } from './outreach.ts';

/**
 * What an HTTP answer to a call's PATCH or GET means: the one table from HTTP to `Delivery`.
 * An answer that is not Outreach's (a proxy's page, a portal's redirect) never settles anything.
 *
 * @param now milliseconds since 1970, for a `Retry-After` date
 */
export function deliveryOf(answer: HttpAnswer, now: number): Delivery {
  const { status } = answer;
  if (status >= 200 && status <= 299) return success(answer);
  if (status >= 300 && status <= 399) return { outcome: 'wait', failure: FOREIGN };
  switch (status) {
    case 401:
      return { outcome: 'unauthorized', failure: UNAUTHORIZED };
    case 403:
      return { outcome: 'forbidden', failure: forbidden(answer) };
    case 404:
      return bodyOf(answer).kind === 'foreign'
        ? { outcome: 'wait', failure: FOREIGN }
        : { outcome: 'unknown-call', failure: UNKNOWN_CALL };
    case 407:
      return { outcome: 'wait', failure: PROXY };
    case 408:
    case 425:
      return { outcome: 'wait', failure: OUT_OF_ORDER };
    case 429:
      return { outcome: 'wait', failure: RATE_LIMITED, ...retryAfter(answer, now) };
    case 503:
      return { outcome: 'wait', failure: MAINTENANCE, ...retryAfter(answer, now) };
  }
  if (status >= 500) {
    return { outcome: 'wait', failure: OUT_OF_ORDER, mayHaveArrived: true, ...retryAfter(answer, now) };
  }
  if (status >= 400) return refusal(answer);
  return { outcome: 'unknown', failure: FOREIGN };
}

function success(answer: HttpAnswer): Delivery {
  const body = bodyOf(answer);
  switch (body.kind) {
    case 'empty':
      return { outcome: 'accepted' };
    case 'json': {
      if (!isDocument(body.value)) return { outcome: 'unknown', failure: FOREIGN };
      const state = callStateOf(body.value);
      const urls = callUrlsOf(body.value);
      return { outcome: 'accepted', ...(state && { state }), ...(urls && { urls }) };
    }
    case 'foreign':
      // A sign-in page of the network's in Outreach's place, or an answer cut short: did it arrive?
      return { outcome: 'unknown', failure: FOREIGN };
    default:
      return body satisfies never;
  }
}

function refusal(answer: HttpAnswer): Delivery {
  if (bodyOf(answer).kind === 'foreign') return { outcome: 'wait', failure: FOREIGN };
  const { id, title, pointer } = firstErrorOf(answer);
  const words = shownWords(title ?? id ?? '');
  const failure: Failure = {
    code: 'refused',
    message: `Outreach refused this update${words === '' ? '' : `: ${words}`} (HTTP ${answer.status}).`,
  };
  return {
    outcome: 'refused',
    failure,
    ...(pointer !== undefined && /^[\w/-]{1,100}$/.test(pointer) && { pointer }),
    ...(id === 'validationDuplicateValueError' && { duplicate: true }),
  };
}

function forbidden(answer: HttpAnswer): Failure {
  return firstErrorOf(answer).id === 'unauthorizedOauthScope' ? MISSING_SCOPE : NOT_ALLOWED;
}

function retryAfter(answer: HttpAnswer, now: number): { retryAfter?: number } {
  const wait = retryAfterOf(answer, now);
  return wait === undefined ? {} : { retryAfter: wait };
}

const UNAUTHORIZED: Failure = {
  code: 'unauthorized',
  message: 'Outreach no longer accepts this sign-in. Connect Outreach again; updates wait until then.',
};
const MISSING_SCOPE: Failure = {
  code: 'missing-scope',
  message:
    'Outdial may not write calls in Outreach with this sign-in. Connect Outreach again and agree to what it asks.',
};
const NOT_ALLOWED: Failure = {
  code: 'not-allowed',
  message:
    'Outreach does not allow you to update this call. Ask your Outreach admin whether an external voice service is set up.',
};
const UNKNOWN_CALL: Failure = {
  code: 'unknown-call',
  message: 'Outreach does not know this call. Start it again with Call in Outreach.',
};
const RATE_LIMITED: Failure = {
  code: 'rate-limited',
  message: 'Outreach has had too many requests and asked to wait. The update follows by itself.',
};
const MAINTENANCE: Failure = {
  code: 'maintenance',
  message: 'Outreach is down for maintenance. The update follows by itself.',
};
const OUT_OF_ORDER: Failure = {
  code: 'outreach-failing',
  message: 'Outreach could not handle the update just now. It is tried again by itself.',
};
const PROXY: Failure = {
  code: 'proxy-sign-in',
  message:
    "This network's proxy asks for a sign-in of its own. Ask your IT admin to let Outdial reach Outreach.",
};
const FOREIGN: Failure = {
  code: 'not-outreach',
  message:
    'Something other than Outreach answered: a network sign-in page, a proxy, or a wrong outreach.apiUrl in the configuration.',
};
