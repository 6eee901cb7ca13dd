import { expect, it } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import type { EndReason } from '../voice/carrier.ts';
import { advance } from './advance.ts';
import type { Call } from './call.ts';
import type { Happening } from './call-event.ts';

const talking = sampleCall({ phase: 'talking', state: 'in progress', dialedAt: 1_000, answeredAt: 2_000 });

const after = (reason: EndReason, ...before: Happening[]): Call =>
  [...before, { type: 'ended', reason } as const].reduce<Call>(
    (call, happening) => advance(call, { ...happening, at: 9_000, lineBusy: false }).call,
    talking,
  );
const told = (status: 'trying' | 'failed'): Happening => ({ type: 'transferred-with', status });

// RFC 3891, section 3: the dialog that is replaced is ended with BYE.
it('the other call of an attended transfer, ended by the phone system before the word came, is transferred', () => {
  expect(after({ cause: 'hung-up' }, told('trying'))).toMatchObject({
    ...{ phase: 'ended', state: 'completed', closing: 'transferred' },
  });
});

it.each([
  ['without a transfer', { cause: 'hung-up' }, []],
  ['after one that failed', { cause: 'hung-up' }, [told('trying'), told('failed')]],
  ['with its connection', { cause: 'connection-lost' }, [told('trying')]],
] as const)('is not: ended %s', (_how, reason, before) => {
  expect(after(reason, ...before)).toMatchObject({ phase: 'ended', state: 'completed' });
  expect(after(reason, ...before).closing).toBeUndefined();
});
