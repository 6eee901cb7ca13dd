import type { CallState } from '../calls/call.ts';
import type { CallChange, CallCreation } from '../outbox/entry.ts';
import type { Failure } from '../result.ts';

/** The recording and the voicemail that Outreach has linked to a call; absent where it has none. */
export interface CallUrls {
  readonly recording?: string | undefined;
  readonly voicemail?: string | undefined;
}

/**
 * What came of one request to Outreach, in the terms the outbox decides by.
 * - `accepted`       2xx; `state` is the call's state as Outreach now has it, `urls` what it has linked to the call,
 *                    `id` the call's id
 * - `unauthorized`   401: the access token is not (or no longer) good
 * - `forbidden`      403: scopes or consent; only the rep can mend it
 * - `unknown-call`   404
 * - `refused`        any other 4xx: this update can never arrive as it is; `duplicate`: because it is there already
 * - `wait`           429, 5xx, or maintenance; `retryAfter` in milliseconds where Outreach named one;
 *                    `mayHaveArrived` where the server failed after it had the request (500, 502, 504)
 * - `unreachable`    nothing left this machine: no connection could be made
 * - `unknown`        it left, and no answer came: it may or may not have had its effect
 * - `signed-out`     there is no token to send it with
 */
export type Delivery =
  | {
      readonly outcome: 'accepted';
      readonly id?: string | undefined;
      readonly state?: CallState | undefined;
      readonly urls?: CallUrls | undefined;
    }
  | { readonly outcome: 'unauthorized'; readonly failure: Failure }
  | { readonly outcome: 'forbidden'; readonly failure: Failure }
  | { readonly outcome: 'unknown-call'; readonly failure: Failure }
  | {
      readonly outcome: 'refused';
      readonly failure: Failure;
      readonly pointer?: string | undefined;
      readonly duplicate?: boolean | undefined;
    }
  | {
      readonly outcome: 'wait';
      readonly failure: Failure;
      readonly retryAfter?: number | undefined;
      readonly mayHaveArrived?: boolean | undefined;
    }
  | { readonly outcome: 'unreachable'; readonly failure: Failure }
  | { readonly outcome: 'unknown'; readonly failure: Failure }
  | { readonly outcome: 'signed-out'; readonly failure: Failure };

/** The calls half of Outreach's API v2, as the outbox runner needs it. */
export interface OutreachCalls {
  /** PATCH /api/v2/calls/{id}. */
  update(outreachCallId: string, update: CallChange): Promise<Delivery>;
  /** GET /api/v2/calls/{id}: which state Outreach has the call in, and which URLs. */
  state(outreachCallId: string): Promise<Delivery>;
  /** POST /api/v2/calls; accepted with the new call's `id`. */
  create(creation: CallCreation): Promise<Delivery>;
  /** GET /api/v2/calls: the newest call with this `vendorCallId`; accepted without `id` where there is none. */
  find(vendorCallId: string): Promise<Delivery>;
}
