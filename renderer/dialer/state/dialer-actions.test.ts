import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../app/ipc/contract.ts';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { readPasted } from '../number/read-pasted.ts';
import { createDialerActions } from './dialer-actions.ts';
import { createDialerStore, withSnapshot } from './dialer-store.ts';
import { startTicker } from './ticker.ts';

function setUp(answers: Record<string, unknown> = {}) {
  const asked: unknown[] = [];
  const bridge = {
    async request(name: string, payload: unknown) {
      asked.push([name, payload]);
      const answer = answers[name] ?? { ok: true, value: {} };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    subscribe: () => () => {},
  } as unknown as Bridge;
  const store = createDialerStore(0);
  return {
    asked,
    store,
    actions: createDialerActions(
      store,
      bridge,
      () => 0,
      async () => readPasted,
    ),
  };
}

const talking = viewOf({ phase: 'talking', answeredAt: 0 });
const refused = { ok: false, failure: { code: 'no', message: 'No.' } };

describe('dialling', () => {
  it('sends the bare number, or number and extension, and empties the field', async () => {
    const { asked, store, actions } = setUp();
    actions.type('+12345556789x12');
    await actions.dialField();
    expect(asked).toEqual([['call.dial', { text: '+12345556789x12' }]]);
    expect(store.getState().field).toBe('');
  });

  it('sends a pasted link as it came, unless the number was edited since', async () => {
    const { asked, actions } = setUp();
    const link = 'tel:+1-234-555-6789;source=outreach';
    await actions.paste(link);
    await actions.dialField();
    await actions.paste(link);
    actions.append('0');
    await actions.dialField();
    expect(asked).toEqual([
      ['call.dial', { text: link }],
      ['call.dial', { text: '+123455567890' }],
    ]);
  });

  it('keeps the number and says why when main refuses', async () => {
    const { store, actions } = setUp({ 'call.dial': refused });
    actions.type('123');
    await actions.dialField();
    expect(store.getState()).toMatchObject({ field: '123', dialing: false, fieldFailure: refused.failure });
  });

  it('makes one call of two presses', async () => {
    const { asked, actions } = setUp();
    actions.type('123');
    await Promise.all([actions.dialField(), actions.dialField()]);
    expect(asked).toHaveLength(1);
  });

  it('dials nothing from an empty field, and nothing by taking a number from the last calls', async () => {
    const { asked, store, actions } = setUp();
    await actions.dialField();
    actions.reuse(viewOf({ extension: '7' }));
    expect(store.getState().field).toBe('+12345556789x7');
    expect(asked).toEqual([]);
  });
});

describe('pasting', () => {
  it('says why what was pasted is no number, and leaves the field as it was', async () => {
    const { store, actions } = setUp();
    actions.type('123');
    await actions.paste('call me');
    expect(store.getState()).toMatchObject({ field: '123', fieldFailure: { code: 'no-number' } });
  });
});

describe('main’s state', () => {
  it('a broken bridge is an answer, not an exception', async () => {
    const { store, actions } = setUp({ 'snapshot.get': new Error('gone'), 'call.hangUp': new Error('gone') });
    await actions.load();
    expect(store.getState().main).toMatchObject({ status: 'refused', failure: { code: 'bridge-broken' } });
    await actions.hangUp(talking.id);
    expect(store.getState().refusal?.failure.message).toContain('gone');
  });

  it('a refusal that comes after a snapshot changes nothing', async () => {
    const { store, actions } = setUp({ 'snapshot.get': refused });
    const loading = actions.load();
    store.setState((state) => withSnapshot(state, snapshotOf(), 0));
    await loading;
    expect(store.getState().main.status).toBe('ready');
  });

  it('without a preload every command says so', async () => {
    const store = createDialerStore(0);
    await createDialerActions(
      store,
      undefined,
      () => 0,
      async () => readPasted,
    ).load();
    expect(store.getState().main).toMatchObject({ status: 'refused', failure: { code: 'no-bridge' } });
  });
});

describe('keys in a call', () => {
  it('sends each key, and shows those that were sent', async () => {
    const { asked, store, actions } = setUp();
    store.setState((state) => withSnapshot(state, snapshotOf({ calls: [talking] }), 0));
    await actions.key('1');
    await actions.key('#');
    expect(asked).toEqual([
      ['call.sendDigits', { callId: talking.id, digits: '1' }],
      ['call.sendDigits', { callId: talking.id, digits: '#' }],
    ]);
    expect(store.getState().keyed).toEqual({ callId: talking.id, digits: '1#' });
    store.setState((state) => withSnapshot({ ...state, keypadOpen: true }, snapshotOf(), 0));
    expect(store.getState()).toMatchObject({ keyed: null, keypadOpen: false });
  });

  it('sends nothing while nobody could hear it', async () => {
    const { asked, store, actions } = setUp();
    store.setState((state) => withSnapshot(state, snapshotOf({ calls: [viewOf({ phase: 'ringing' })] }), 0));
    await actions.key('1');
    expect(asked).toEqual([]);
  });
});

describe('the ticker', () => {
  it('runs while a call is answered, and not otherwise', async () => {
    const { store } = setUp();
    let clock = 1000;
    const stop = startTicker(store, () => clock);
    const show = (calls: (typeof talking)[]) =>
      store.setState((state) => withSnapshot(state, snapshotOf({ calls }), clock));
    show([talking]);
    clock = 5000;
    await expect.poll(() => store.getState().now, { timeout: 25_000 }).toBe(5000);
    show([]);
    clock = 9000;
    show([talking]);
    stop();
    expect(store.getState().now).toBe(9000);
  });
});
