/** The start line and the headers of a SIP message (RFC 3261 section 7), as far as a glance needs them. */
export interface SipHead {
  readonly start: string;
  /** `INVITE` of a request; undefined for an answer. */
  readonly method?: string | undefined;
  /** `200` of an answer; undefined for a request. */
  readonly status?: number | undefined;
  /** The first value of a header by its long name in lower case; empty where there is none. */
  header(name: string): string;
  /** Every line of a header, in order. */
  headers(name: string): readonly string[];
}

/** RFC 3261 section 7.3.3 and the registry: the short names a peer may use. */
const COMPACT: Readonly<Record<string, string>> = {
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  s: 'subject',
  t: 'to',
  v: 'via',
};

/** Reads the head of one message; never throws, whatever the text is. */
export function readSipHead(message: string): SipHead {
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const [start = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const found = lines.map((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    return { name: COMPACT[name] ?? name, value: line.slice(colon + 1).trim() };
  });
  const headers = (name: string): readonly string[] =>
    found.filter((line) => line.name === name).map(({ value }) => value);
  return {
    start,
    method: /^([^ ]+) [^ ]+.* SIP\/\d/.exec(start)?.[1],
    status: Number(/^SIP\/2\.0 ([1-6]\d\d)(?: |$)/.exec(start)?.[1] ?? Number.NaN) || undefined,
    header: (name) => headers(name)[0] ?? '',
    headers,
  };
}
