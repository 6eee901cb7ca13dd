import type { OutboxEntry } from '../outbox/entry.ts';
import { deliveriesContract } from './contracts/deliveries-contract.ts';
import { createFakeDeliveries } from './fake-deliveries.ts';

deliveriesContract('the fake', () => {
  const deliveries = createFakeDeliveries();
  let id = 0;
  return {
    deliveries,
    owe: (callId, ...states) =>
      states.map((state): OutboxEntry => {
        id += 1;
        const update = { kind: 'state', state, stateChangedAt: id } as const;
        return { id, callId, outreachCallId: callId, update, status: 'waiting', attempts: 0, notBefore: 0 };
      }),
    async answer(as) {
      for (const { callId, update, status } of [...deliveries.sent]) {
        if (status !== 'waiting' || update.kind !== 'state') continue;
        const { state } = update;
        const reason = { code: as, message: 'Outreach is out of reach, or does not know the call.' };
        if (as === 'accepted') deliveries.report(callId, { state });
        else if (as === 'unreachable')
          deliveries.report(callId, { state, outcome: 'postponed', cause: 'unreachable', reason });
        else deliveries.report(callId, { state, outcome: 'given-up', reason });
      }
    },
    close: async () => undefined,
  };
});
