/** A call that an INVITE with Replaces is to take the place of, as this side knows it. */
export interface ReplacedDialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/**
 * The Refer-To value of an attended transfer: `target` with a Replaces header inside the URI, escaped (RFC 3891
 * section 6.1, RFC 3261 section 19.1.1). The one who gets the INVITE is the far end of `replaced`: what is our remote tag is
 * its own, so it is the `to-tag`, whoever called whom.
 */
export function referToReplacing(target: string, { callId, localTag, remoteTag }: ReplacedDialog): string {
  const replaces = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${localTag}`);
  return `<${target.split('?')[0]}?Replaces=${replaces}>`;
}

/** The status in a NOTIFY's `message/sipfrag` (RFC 3515 section 2.4.5); undefined where there is none to be read. */
export function statusInSipfrag(body: string): number | undefined {
  const status = /^\s*SIP\/2\.0\s+([1-6]\d\d)(?!\d)/i.exec(body)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** What a NOTIFY of a transfer, or its absence, says. */
export type ReferProgress = 'goes-on' | 'done' | 'failed';

/**
 * Reads one NOTIFY (RFC 3515 section 2.4.4): `subscription` is its Subscription-State. A subscription that ends with no
 * final status leaves the transfer to the phone system, which has accepted it: done, unless the reason says no.
 */
export function referProgressOf(status: number | undefined, subscription: string): ReferProgress {
  if (status !== undefined && status >= 200) return status < 300 ? 'done' : 'failed';
  if (!/^\s*terminated/i.test(subscription)) return 'goes-on';
  return /reason\s*=\s*"?(?:rejected|timeout|giveup)/i.test(subscription) ? 'failed' : 'done';
}
