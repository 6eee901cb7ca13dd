/** One request as the stand-in's journal has it. */
interface Requested {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status?: number | undefined;
  readonly fault?: string | undefined;
}

/**
 * The state an update brought to Outreach and Outreach took, whatever answer went back; undefined for any other request.
 * Where a fault puts its own status in the answer's place, the journal no longer has the real one: then the effect is
 * taken for granted, and the caller leaves out what can't have had one.
 */
export function stateTaken({ method, body, status = 500, fault = '' }: Requested): string | undefined {
  if (method !== 'PATCH' || fault.includes('reset before')) return undefined;
  const replaced = /status \d+/.exec(fault) !== null;
  if (replaced ? !fault.includes('after the effect') : status >= 300) return undefined;
  return (body as { data: { attributes: { state?: string } } }).data.attributes.state;
}

/** Which requests bore a token that was revoked before they came. @param revokedAt milliseconds since 1970 */
export function withRevokedToken(
  requests: readonly { readonly at: number; readonly token?: string | undefined }[],
  revokedAt: readonly number[],
): (request: { readonly at: number; readonly token?: string | undefined }) => boolean {
  const firstUse = new Map<string, number>();
  for (const { at, token = '' } of requests) if (!firstUse.has(token)) firstUse.set(token, at);
  return ({ at, token = '' }) =>
    revokedAt.some((moment) => (firstUse.get(token) ?? at) < moment && at >= moment);
}
