/** What a transfer's target answered (RFC 3515: the status in NOTIFY), or the far end to the REFER itself. */
const WORDS: Readonly<Record<number, string>> = {
  403: 'The phone system does not allow it',
  404: 'The number does not exist',
  405: 'The phone system can’t transfer this call',
  408: 'Nobody answered',
  410: 'The number is no longer in use',
  480: 'Nobody answered',
  481: 'The other side is gone',
  484: 'The number is incomplete',
  486: 'It is busy there',
  487: 'Nobody answered',
  488: 'The phone system could not agree on the audio',
  500: 'The phone system failed',
  501: 'The phone system can’t transfer this call',
  503: 'The phone system is overloaded or down',
  600: 'It is busy there',
  603: 'It was declined there',
  604: 'The number does not exist',
};

/** Why a transfer came to nothing, in words for the rep; with the SIP status where one came. */
export function transferRefusal(status: number | undefined): string {
  if (status === undefined) return 'The transfer failed. You are still connected.';
  return `${WORDS[status] ?? 'The transfer failed'} (${status}). You are still connected.`;
}
