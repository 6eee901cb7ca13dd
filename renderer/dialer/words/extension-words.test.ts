import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { viewOf } from '../../../app/testing/sample-view.ts';
import { extensionWords } from './extension-words.ts';

describe('extensionWords', () => {
  it.each([
    [undefined, '', '1234', 'dialed after the answer'],
    [{ status: 'waiting', sent: 0 }, '', '1234', 'dialed after the answer'],
    [{ status: 'counting', sent: 0, dialsAt: 2_000 }, '', '1234', 'in 2 s'],
    [{ status: 'counting', sent: 0, dialsAt: 1_001 }, '', '1234', 'in 2 s'],
    [{ status: 'counting', sent: 0, dialsAt: -500 }, '', '1234', 'in 1 s'],
    [{ status: 'dialing', sent: 0 }, '', '1234', '0 of 4 digits sent'],
    [{ status: 'dialing', sent: 2 }, '12', '34', '2 of 4 digits sent'],
    [{ status: 'dialing', sent: 9 }, '1234', '', '4 of 4 digits sent'],
    [{ status: 'dialed', sent: 4 }, '1234', '', 'dialed'],
    [{ status: 'canceled', sent: 0 }, '', '1234', 'canceled'],
    [{ status: 'failed', sent: 1 }, '1', '234', 'only 1 of 4 digits sent'],
    [{ status: 'skipped', sent: 0 }, '', '1234', 'not dialed'],
  ] as const)('%o: %s|%s, %s', (extensionProgress, sent, left, text) => {
    const call = viewOf({ extension: '1234', ...(extensionProgress ? { extensionProgress } : {}) });
    expect(extensionWords(call, 0)).toMatchObject({ sent, left, text });
  });

  it('shows a pause as its seconds, and does not count it as a digit', () => {
    const extensionProgress = { status: 'dialing', sent: 4 } as const;
    expect(extensionWords(viewOf({ extension: '12,,34', extensionProgress }), 0)).toMatchObject({
      sent: '12 (2 s)',
      left: '34',
      text: '2 of 4 digits sent',
    });
  });

  it.each([
    ['waiting', ['Send now', 'Cancel']],
    ['counting', ['Send now', 'Cancel']],
    ['dialing', ['Cancel']],
    ['dialed', ['Send again']],
    ['canceled', ['Send now']],
    ['failed', ['Send again']],
    ['skipped', []],
  ] as const)('%s offers %j, and to send nothing where nobody hears it', (status, labels) => {
    const call = viewOf({ phase: 'talking', extension: '12', extensionProgress: { status, sent: 0 } });
    const offered = (changes: Partial<CallView>) =>
      extensionWords({ ...call, ...changes }, 0)?.actions.map(({ label }) => label);
    expect(offered({})).toEqual(labels);
    expect(offered({ phase: 'ringing', earlyMedia: true })).toEqual(labels);
    const cancel = labels.filter((label) => label === 'Cancel');
    expect(offered({ held: true })).toEqual(cancel);
    expect(offered({ phase: 'ringing' })).toEqual(cancel);
  });

  it('is nothing for a call without an extension', () => {
    expect(extensionWords(viewOf(), 0)).toBeNull();
  });
});
