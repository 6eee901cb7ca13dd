import { expect, onTestFinished, test } from 'vitest';
import type { CallState } from '../../app/calls/call.ts';
import { DEFAULT_PROSPECTS } from '../../stand-ins/outreach/organisation.ts';
import { type OutreachStandIn, startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import type { Switches } from '../../stand-ins/outreach/switches.ts';
import { signedIn, statesFrom } from './testing/signed-in.ts';

const WHOLE_CALL: readonly CallState[] = ['initiated', 'ringing', 'in progress', 'completed'];
const RECORDING = 'https://recordings.example/1.wav';
const VENDOR_CALL_ID = '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01';

/** What the specification leaves open, read in ways that differ as much as they can. */
const READINGS: readonly (readonly [name: string, switches: Partial<Switches>])[] = [
  [
    'as strictly as can be',
    {
      ...{ sameState: 'refused', skippedState: 'refused', timeOrder: 'refused', timeLeftOut: 'refused' },
      ...{ futureTime: 'refused', callIdCase: 'exact', sameVendorCallId: 'refused' },
    },
  ],
  [
    'with answers that say little, and no filter by vendorCallId',
    { updateAnswer: 'empty', orderViolation: '409', vendorCallIdFilter: 'refused', sameState: 'refused' },
  ],
  [
    'with calls that begin as initiated, and a filter that is passed over',
    {
      ...{ inboundStartsAs: 'initiated', updateAnswer: 'identifier', vendorCallIdFilter: 'passed over' },
      ...{ orderViolation: '400', skippedState: 'refused', sameState: 'refused' },
    },
  ],
  ['with calls that begin as ringing', { inboundStartsAs: 'ringing', sameState: 'refused' }],
];

/** The n-th request of the calls loses its answer; none does where it is undefined. */
const LOST = [undefined, 0, 1, 2, 3, 4, 5];

for (const [name, switches] of READINGS)
  test(`Outreach ${name}: it takes an incoming and a clicked call whole, whichever answer is lost`, async () => {
    await Promise.all(LOST.map((lost) => twoCalls(switches, lost)));
  });

async function twoCalls(switches: Partial<Switches>, lost: number | undefined): Promise<void> {
  const standIn = await startOutreach({ switches: { initiatedWindowMs: 600_000, ...switches } });
  onTestFinished(standIn.close);
  const outdial = await signedIn(standIn);
  const outreach = outdial.open();
  onTestFinished(() => outreach.close());
  if (lost !== undefined) standIn.fault({ path: '/api/v2/calls', reset: 'after', skip: lost });
  const { callId } = standIn.click(DEFAULT_PROSPECTS[0]?.id ?? 0);
  const creation = { kind: 'create', from: '+12025550109', to: '100', vendorCallId: VENDOR_CALL_ID } as const;
  const owed = [...statesFrom(Date.now(), WHOLE_CALL), { kind: 'recording', url: RECORDING } as const];
  outreach.outbox.send(outdial.outbox.add('incoming', [creation, ...owed]));
  outreach.outbox.send(outdial.outbox.add(callId, owed));
  await expect.poll(() => outreach.outbox.waiting(), { timeout: 60_000 }).toBe(0);

  expect([lost, ...wronged(standIn)]).toEqual([lost]);
  expect(outdial.outbox.all().filter(({ status }) => status !== 'delivered')).toEqual([]);
  const calls = standIn.calls().map(({ state, recordingUrl }) => [state, recordingUrl]);
  expect([lost, ...calls]).toEqual([lost, ['completed', RECORDING], ['completed', RECORDING]]);
}

/** Every request that was refused, but a search by a filter which may be refused. */
function wronged(standIn: OutreachStandIn): readonly string[] {
  return standIn
    .journal()
    .filter(({ method, status = 0 }) => status >= 400 && method !== 'GET')
    .map(({ method, path, status, body }) => `${method} ${path}: ${status} ${JSON.stringify(body)}`);
}
