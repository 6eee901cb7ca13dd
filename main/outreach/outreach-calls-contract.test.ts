import { outreachCallsContract } from '../../app/testing/contracts/outreach-calls-contract.ts';
import { createModelOutreach } from '../../app/testing/model-outreach.ts';
import { DEFAULT_PROSPECTS } from '../../stand-ins/outreach/organisation.ts';
import { startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { systemClock } from '../system-clock.ts';
import { createOutreachClient } from './client.ts';
import { createTransport } from './transport.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

outreachCallsContract('the model', async () => {
  const outreach = createModelOutreach();
  outreach.forget(UNKNOWN);
  let clicks = 0;
  const click = (): string => {
    clicks += 1;
    return `click-${clicks}`;
  };
  return { outreach, click, unknownId: UNKNOWN, close: async () => undefined };
});

outreachCallsContract('the client with Outreach’s stand-in', async () => {
  const standIn = await startOutreach();
  const transport = createTransport({ version: '0.0.0-test' });
  const access = { ok: true, token: standIn.signIn().accessToken } as const;
  const outreach = createOutreachClient({
    apiUrl: standIn.settings.apiUrl,
    transport,
    access: {
      owner: () => undefined,
      accessToken: async () => access,
      refused: async () => access,
      heard: () => undefined,
    },
    clock: systemClock,
  });
  return {
    outreach,
    click: () => standIn.click(DEFAULT_PROSPECTS[0]?.id ?? 0).callId,
    unknownId: UNKNOWN,
    async close() {
      transport.close();
      await standIn.close();
    },
  };
});
