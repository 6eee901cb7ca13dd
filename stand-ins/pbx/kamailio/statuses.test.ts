import { expect, it } from 'vitest';
import type { EndCause } from '../../../app/voice/carrier.ts';
import { kamailioWorld } from './kamailio-world.ts';

const { page, pbx } = kamailioWorld({ onePage: true });

async function causeOf(number: string) {
  const callId = await page().dial(number);
  const { event } = await page().event((seen) => seen.type === 'ended' && seen.callId === callId);
  const rang = page()
    .seen()
    .some(({ event: seen }) => seen.type === 'ringing' && seen.callId === callId);
  return event.type === 'ended'
    ? { rang, status: event.reason.status, cause: event.reason.cause }
    : undefined;
}

/** Each final answer of RFC 3261 section 21 and its successors: what it means without ringing, and after it. */
const ROWS: readonly (readonly [status: number, unrung: EndCause, rung: EndCause])[] = [
  ...[300, 301, 302, 305, 380].map((status) => [status, 'setup-failed', 'setup-failed'] as const),
  ...[400, 402, 403, 404, 405, 406, 410, 413, 414].map((s) => [s, 'setup-failed', 'setup-failed'] as const),
  ...[415, 416, 420, 421, 422, 423, 428, 433, 436].map((s) => [s, 'setup-failed', 'setup-failed'] as const),
  ...[481, 482, 483, 484, 485, 488, 491, 493, 494].map((s) => [s, 'setup-failed', 'setup-failed'] as const),
  ...[408, 480, 487, 504].map((status) => [status, 'setup-failed', 'timed-out'] as const),
  ...[486, 600, 603].map((status) => [status, 'callee-rejected', 'callee-rejected'] as const),
  ...[500, 501, 502, 503, 505, 513, 580, 604, 606].map((s) => [s, 'setup-failed', 'setup-failed'] as const),
];

it.each(ROWS)('%i: %s; after ringing %s', async (status, unrung, rung) => {
  expect(await causeOf(`+48600001${status}`)).toEqual({ rang: false, status, cause: unrung });
  expect(await causeOf(`+48600000${status}`)).toEqual({ rang: true, status, cause: rung });
});

it('a telephone that never says anything: the phone system gives up by itself', async () => {
  expect(await causeOf(pbx().numbers.mute)).toMatchObject({ rang: false, cause: 'setup-failed' });
});
