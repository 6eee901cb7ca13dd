import { until } from '../scripts/until.ts';
import type { OutreachStandIn } from '../stand-ins/outreach/start-outreach.ts';

/** The practice prospect that every link of the bench dials. */
const PROSPECT = 102;

/** One click on Call in Outreach: the link, and the call Outreach waits to hear of. */
export function clickCall(outreach: OutreachStandIn): { readonly link: string; readonly callId: string } {
  return outreach.click(PROSPECT);
}

/** When Outreach had answered the accepted update to `initiated`, in milliseconds since 1970. */
export function initiatedAccepted(outreach: OutreachStandIn, callId: string): Promise<number> {
  const path = `/api/v2/calls/${callId}`.toLowerCase();
  return until('Outreach to accept the call', () => {
    const accepted = outreach
      .journal()
      .find((entry) => entry.method === 'PATCH' && entry.path.toLowerCase() === path && entry.status === 200);
    return accepted?.answeredAt;
  });
}
