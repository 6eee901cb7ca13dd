import { describe, expect, it } from 'vitest';
import type { Call } from '../../app/calls/call.ts';
import { sampleCall } from '../../app/testing/sample-call.ts';
import { callOfRow, documentOf } from './call-row.ts';

/** A call in which everything is set that a second call, a transfer or an extension sets. */
const FULL: Call = sampleCall({
  emergency: true,
  phase: 'talking',
  held: true,
  holdAsked: false,
  heldByFarEnd: true,
  waitsForLine: true,
  others: 'hold',
  conference: 'joining',
  transfer: { status: 'failed', toCallId: 'other', message: 'It is busy there (486).' },
  digitsOut: ['extension', 'keys'],
  extension: '12,,3',
  extensionProgress: { status: 'counting', sent: 0, dialsAt: 2_000 },
  inbound: { to: '100', logged: true, pickedUpAt: 1_500, ignored: true },
});

const read = (document: unknown) => callOfRow({ document: JSON.stringify(document) });

describe('a stored call', () => {
  it('comes back with everything it had', () => {
    expect(callOfRow({ document: documentOf(FULL) })).toEqual({ ok: true, value: FULL });
  });

  it.each([
    ['closing', 'transferred'],
    ['closing', 'forwarded'],
  ] as const)('may have ended as %s %s', (key, value) => {
    expect(read({ ...FULL, [key]: value })).toMatchObject({ ok: true, value: { [key]: value } });
  });

  it.each([
    ['emergency', 'yes'],
    ['holdAsked', 'yes'],
    ['heldByFarEnd', 1],
    ['waitsForLine', 'true'],
    ['others', 'park'],
    ['conference', true],
    ['transfer', { status: 'lost' }],
    ['digitsOut', ['12']],
    ['extensionProgress', { status: 'counting', sent: 0, dialsAt: 'soon' }],
    ['inbound', { to: '100', logged: true, ignored: 'yes' }],
  ])('whose %s is %j is not read, and not quoted', (key, value) => {
    const bad = read({ ...FULL, [key]: value });
    expect(bad).toMatchObject({ ok: false, failure: { code: 'unreadable-call' } });
    expect(JSON.stringify(bad)).not.toContain(FULL.number);
  });
});
