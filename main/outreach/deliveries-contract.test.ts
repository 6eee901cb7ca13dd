import { deliveriesContract } from '../../app/testing/contracts/deliveries-contract.ts';
import { quiet, setUpOutbox } from './testing/outbox-set-up.ts';

deliveriesContract('the outbox runner', () => {
  const { owe, outreach, start, close } = setUpOutbox();
  return {
    deliveries: start(),
    owe,
    async answer(as) {
      if (as === 'unreachable') outreach.fault('unreachable');
      if (as === 'unknown-call') outreach.forget('A');
      await quiet();
    },
    close: async () => void (await close()),
  };
});
