/** One request as the stand-in's journal has it. */
interface Requested {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status?: number | undefined;
  readonly fault?: string | undefined;
}

/** The state an update brought to Outreach and Outreach took, whatever answer went back; undefined for any other request. */
export function stateTaken({ method, body, status = 500, fault = '' }: Requested): string | undefined {
  if (method !== 'PATCH') return undefined;
  const hadEffect = (status < 300 && !/^status \d+(,|$)/.test(fault)) || fault.includes('after the effect');
  if (!hadEffect || (fault.includes('reset before') && !fault.includes('after the effect'))) return undefined;
  return (body as { data: { attributes: { state?: string } } }).data.attributes.state;
}
