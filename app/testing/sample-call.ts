import type { Call } from '../calls/call.ts';

/** A call of Outreach's that has just begun; the number is the RFC's own example. */
export function sampleCall(change: Partial<Call> = {}): Call {
  return {
    id: '0b0e7c7e-6f0c-4a55-9d53-3c1d3f6f6a01',
    direction: 'outbound',
    origin: 'outreach',
    number: '+12015550123',
    outreachCallId: '91FCF82E-9817-4C73-959F-4CF4A0DB334D',
    phase: 'confirming',
    state: 'initiated',
    stateChangedAt: 1_000,
    startedAt: 1_000,
    earlyMedia: false,
    muted: false,
    held: false,
    ...change,
  };
}
