import { expect, test } from 'vitest';
import type { CallState } from '../../calls/call.ts';
import type { StateUpdate } from '../../outbox/entry.ts';
import type { OutreachCalls } from '../../outreach/outreach.ts';

export interface OutreachStage {
  readonly outreach: OutreachCalls;
  /** A click on Call: the id of a fresh outbound call. */
  click(): string;
  /** An id that Outreach knows nothing of. */
  readonly unknownId: string;
  close(): Promise<void>;
}

/** What every OutreachCalls does where nothing goes wrong on the way: the spec's rules for updates ("Call states"). */
export function outreachCallsContract(name: string, open: () => Promise<OutreachStage>): void {
  const onStage = (what: string, check: (stage: OutreachStage) => Promise<void>): void =>
    test(`${name}: ${what}`, async () => {
      const stage = await open();
      try {
        await check(stage);
      } finally {
        await stage.close();
      }
    });
  let at = Date.UTC(2026, 0, 5);
  const step = (state: CallState): StateUpdate => {
    at += 1_000;
    return { kind: 'state', state, stateChangedAt: at };
  };

  onStage('takes a whole call, and tells its state after each step', async ({ outreach, click }) => {
    const id = click();
    for (const state of ['initiated', 'ringing', 'in progress', 'completed'] as const) {
      expect(await outreach.update(id, step(state))).toMatchObject({ outcome: 'accepted', state });
      expect(await outreach.state(id)).toMatchObject({ outcome: 'accepted', state });
    }
  });

  onStage('has a fresh call in no state that would hold an update up', async ({ outreach, click }) => {
    const fresh = await outreach.state(click());
    expect(fresh.outcome).toBe('accepted');
    expect(fresh.outcome === 'accepted' && fresh.state).toBeFalsy();
  });

  onStage('refuses a step back, and stays where it is', async ({ outreach, click }) => {
    const id = click();
    for (const state of ['initiated', 'ringing', 'in progress'] as const)
      await outreach.update(id, step(state));
    expect(await outreach.update(id, step('ringing'))).toMatchObject({ outcome: 'refused' });
    expect(await outreach.state(id)).toMatchObject({ outcome: 'accepted', state: 'in progress' });
  });

  onStage('never leaves a final state', async ({ outreach, click }) => {
    const id = click();
    for (const state of ['initiated', 'ringing', 'busy'] as const) await outreach.update(id, step(state));
    expect(await outreach.update(id, step('completed'))).toMatchObject({ outcome: 'refused' });
    expect(await outreach.state(id)).toMatchObject({ outcome: 'accepted', state: 'busy' });
  });

  onStage('knows no call by an id of nobody', async ({ outreach, unknownId }) => {
    expect(await outreach.update(unknownId, step('initiated'))).toMatchObject({ outcome: 'unknown-call' });
    expect(await outreach.state(unknownId)).toMatchObject({ outcome: 'unknown-call' });
  });

  onStage('makes an inbound call, finds it again, and takes its updates', async ({ outreach }) => {
    const vendorCallId = 'contract-1';
    const creation = { kind: 'create', from: '+12025550111', to: '+12025550122', vendorCallId } as const;
    const none = await outreach.find(vendorCallId);
    expect(none.outcome).toBe('accepted');
    expect(none.outcome === 'accepted' && none.id).toBeFalsy();
    const made = await outreach.create(creation);
    const id = made.outcome === 'accepted' ? made.id : undefined;
    expect(id).toMatch(/./);
    expect(await outreach.find(vendorCallId)).toMatchObject({ outcome: 'accepted', id });
    expect(await outreach.update(id ?? '', step('initiated'))).toMatchObject({ outcome: 'accepted' });
  });
}
