import type { Happening } from '../../app/calls/call-event.ts';
import type { Deliveries, DeliveryReport } from '../../app/outbox/deliveries.ts';
import { stateOf } from '../../app/outbox/entry.ts';
import type { CallList } from './call-list.ts';
import type { CallRunner } from './call-runner.ts';

/** Takes what Outreach said to the calls it was said of. Returns the function that ends the subscription. */
export function followDeliveries(
  outbox: Deliveries,
  list: CallList,
  runner: CallRunner,
  changed: () => void,
): () => void {
  return outbox.subscribe((report) => {
    list.loggingChanged(report.callId);
    const { outreachCallId } = report.entry;
    if (outreachCallId !== undefined) list.learned(report.callId, outreachCallId);
    const happening = happeningOf(report);
    if (happening === undefined) changed();
    else runner.post(report.callId, happening);
  });
}

/** Only `initiated` decides whether a call is dialled; the other updates are told for the record. */
function happeningOf({ entry, outcome, cause, reason }: DeliveryReport): Happening | undefined {
  if (stateOf(entry.update) !== 'initiated') return undefined;
  switch (outcome) {
    case 'delivered':
      return { type: 'outreach-accepted' };
    case 'given-up':
      return { type: 'outreach-refused', unknown: reason?.code === 'unknown-call' };
    case 'postponed':
      // No connection may mend itself within the 2 s; a missing sign-in or permission does not.
      return cause === 'signed-out' || cause === 'forbidden' ? { type: 'outreach-unavailable' } : undefined;
    default:
      return outcome satisfies never;
  }
}
