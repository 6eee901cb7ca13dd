import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../app/ipc/contract.ts';
import { snapshotOf, viewOf } from '../../../app/testing/sample-view.ts';
import { readPasted } from '../number/read-pasted.ts';
import { createCallActions } from './call-actions.ts';
import { createDialerStore, withSnapshot } from './dialer-store.ts';

const talking = viewOf({ id: 'first', phase: 'talking', answeredAt: 0 });
const second = viewOf({ id: 'second', phase: 'talking', answeredAt: 0 });
const refused = { ok: false, failure: { code: 'no', message: 'No room for a third call.' } };

function setUp(answers: Record<string, unknown> = {}) {
  const asked: unknown[] = [];
  const store = createDialerStore(0);
  const bridge = {
    async request(name: string, payload: unknown) {
      asked.push([name, payload]);
      return answers[name] ?? { ok: true, value: name === 'call.dial' ? { callId: 'second' } : {} };
    },
    subscribe: () => () => {},
  } as unknown as Bridge;
  const show = (...calls: (typeof talking)[]): void =>
    store.setState((state) => withSnapshot(state, snapshotOf({ calls }), 0));
  show(talking);
  return { asked, store, show, actions: createCallActions(store, bridge, async () => readPasted) };
}

describe('the panel in a call', () => {
  it.each([
    ['transfer', ['call.transfer', { callId: 'first', text: '+12065550123' }]],
    ['add', ['call.dial', { text: '+12065550123', others: 'hold' }]],
    ['forward', ['call.forward', { callId: 'first', text: '+12065550123' }]],
  ] as const)('%s: sends what was typed, and closes', async (purpose, command) => {
    const { asked, store, actions } = setUp();
    actions.openPanel(purpose, 'first');
    await actions.submitPanel();
    expect(asked).toEqual([]);
    actions.typeInPanel('+12065550123');
    await Promise.all([actions.submitPanel(), actions.submitPanel()]);
    expect(asked).toEqual([command]);
    expect(store.getState().panel).toBeNull();
  });

  it('keeps the number and says why when main refuses', async () => {
    const { store, actions } = setUp({ 'call.transfer': refused });
    actions.openPanel('transfer', 'first');
    actions.typeInPanel('123');
    await actions.submitPanel();
    expect(store.getState().panel).toMatchObject({ field: '123', busy: false, failure: refused.failure });
    actions.typeInPanel('1234');
    expect(store.getState().panel?.failure).toBeNull();
  });

  it('says in the card what was refused after the panel was closed', async () => {
    const { store, actions } = setUp({ 'call.transfer': refused });
    actions.openPanel('transfer', 'first');
    actions.typeInPanel('123');
    const submitted = actions.submitPanel();
    actions.closePanel();
    await submitted;
    expect(store.getState()).toMatchObject({ panel: null, refusal: { callId: 'first' } });
  });

  it('reads what is pasted, and says why it is no number', async () => {
    const { store, actions } = setUp();
    actions.openPanel('add', 'first');
    await actions.pasteInPanel('tel:+1-234-555-6789;source=outreach');
    expect(store.getState().panel?.field).toBe('+12345556789');
    await actions.pasteInPanel('call me');
    expect(store.getState().panel?.failure).not.toBeNull();
  });

  it('closes with its call, and for the keypad', () => {
    const { store, show, actions } = setUp();
    actions.openPanel('transfer', 'first');
    actions.openKeypad(true);
    expect(store.getState()).toMatchObject({ panel: null, keypadOpen: true });
    actions.openPanel('transfer', 'first');
    expect(store.getState().keypadOpen).toBe(false);
    show({ ...talking, transfer: { status: 'trying' } });
    expect(store.getState().panel).toBeNull();
  });
});

describe('asking before a transfer', () => {
  it('holds the first call, dials the second, and knows who is to be connected', async () => {
    const { asked, store, show, actions } = setUp();
    actions.openPanel('transfer', 'first');
    actions.typeInPanel('123');
    await actions.askFirst();
    expect(asked).toEqual([['call.dial', { text: '123', others: 'hold' }]]);
    const consultation = { callId: 'first', otherCallId: 'second' };
    expect(store.getState().consultation).toEqual(consultation);
    show(talking);
    show({ ...talking, held: true }, second);
    expect(store.getState().consultation).toEqual(consultation);
    await actions.connect('first', 'second');
    expect(asked.at(-1)).toEqual(['call.transferTo', consultation]);
    show({ ...talking, held: true }, { ...second, phase: 'ended' });
    expect(store.getState().consultation).toBeNull();
  });
});

describe('a refusal', () => {
  it('is kept with its call, until the next command or the end of the call', async () => {
    const { store, show, actions } = setUp({ 'call.conference': refused });
    show({ ...talking, held: true }, second);
    await actions.merge('second');
    expect(store.getState().refusal).toEqual({ callId: 'second', failure: refused.failure });
    await actions.hold('first', false);
    expect(store.getState().refusal).toBeNull();
    await actions.merge('second');
    show({ ...talking, held: true });
    expect(store.getState().refusal).toBeNull();
  });
});

describe('commands for several calls', () => {
  it('a conference is muted and ended as one', async () => {
    const { asked, actions } = setUp();
    await actions.mute(true, 'first', 'second');
    await actions.hangUp('first', 'second');
    expect(asked).toEqual([
      ['call.mute', { callId: 'first', muted: true }],
      ['call.mute', { callId: 'second', muted: true }],
      ['call.hangUp', { callId: 'first' }],
      ['call.hangUp', { callId: 'second' }],
    ]);
  });
});
