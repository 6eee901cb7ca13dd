import type { Carrier, CarrierEvent } from '../../app/voice/carrier.ts';
import type { CallList } from './call-list.ts';
import type { CallRunner } from './call-runner.ts';

/** Takes the carrier's events to the calls they belong to. Returns the function that ends the subscription. */
export function followCarrier(
  carrier: Carrier,
  list: CallList,
  runner: CallRunner,
  incoming: (event: Extract<CarrierEvent, { type: 'incoming' }>) => void,
): () => void {
  return carrier.subscribe((event: CarrierEvent) => {
    switch (event.type) {
      case 'registration':
        return;
      case 'conference':
        for (const { id } of list.allActive())
          runner.post(id, {
            type: 'conference',
            isIn: event.callIds.length > 1 && event.callIds.includes(id),
          });
        return;
      case 'incoming':
        incoming(event);
        return;
      case 'recording':
        runner.recordingHeard(event.sipCallId, { kind: event.kind, url: event.url });
        return;
      case 'answered':
        // A leg that nobody here knows any more must not talk on with an open microphone.
        if (list.active(event.callId) === undefined) carrier.hangUp(event.callId);
        else runner.post(event.callId, { type: 'answered' });
        return;
      default: {
        const { callId, ...news } = event;
        runner.post(callId, news);
      }
    }
  });
}
