import type { CallStore } from '../../app/calls/call-store.ts';
import type { CallView } from '../../app/ipc/call-view-schema.ts';
import { stateOf } from '../../app/outbox/entry.ts';
import { createFakeCarrier, type FakeCarrier } from '../../app/testing/fake-carrier.ts';
import { createFakeClock, type FakeClock } from '../../app/testing/fake-clock.ts';
import { createFakeDeliveries, type FakeDeliveries } from '../../app/testing/fake-deliveries.ts';
import { createFakeStores, type FakeStores } from '../../app/testing/fake-stores.ts';
import type { EndReason } from '../../app/voice/carrier.ts';
import { createDesk, type Desk, type DeskParts } from './desk.ts';

/** A desk among fakes, for tests: everything it asked for is on record, and nothing happens by itself. */
export interface DeskOnFakes {
  readonly desk: Desk;
  readonly clock: FakeClock;
  readonly carrier: FakeCarrier;
  readonly outbox: FakeDeliveries;
  readonly stores: FakeStores;
  readonly logged: string[];
  /** The latest call that is up. */
  latest(): CallView;
  /** The call that ended last. */
  lastEnded(): CallView;
  /** The states Outreach was told of a call. */
  told(callId: string): readonly string[];
  /** The far end's doing. */
  rings(callId: string): void;
  answers(callId: string): void;
  ends(callId: string, reason?: EndReason): void;
}

export const OUTREACH_LINK =
  'tel:+1-201-555-0123;source=outreach;call-id=91FCF82E-9817-4C73-959F-4CF4A0DB334D';
export const OTHER_OUTREACH_LINK =
  'tel:+1-201-555-0199;source=outreach;call-id=00000000-9817-4C73-959F-4CF4A0DB334D';

export function deskOnFakes(
  change: Partial<Pick<DeskParts, 'recordings' | 'dialing' | 'costs' | 'callers' | 'emergency'>> & {
    readonly stores?: FakeStores;
    readonly calls?: CallStore;
    readonly clock?: FakeClock;
    readonly newId?: () => string;
    /** Stands between the desk and its ports. */
    readonly between?: <Port extends object>(port: Port) => Port;
  } = {},
): DeskOnFakes {
  const clock = change.clock ?? createFakeClock();
  const carrier = createFakeCarrier();
  const outbox = createFakeDeliveries();
  const stores = change.stores ?? createFakeStores();
  const logged: string[] = [];
  const between = change.between ?? ((port) => port);
  const desk = createDesk({
    calls: between(change.calls ?? stores.calls),
    outbox: between(outbox),
    carrier: between(carrier),
    clock,
    newId: change.newId ?? (() => crypto.randomUUID()),
    costs: change.costs,
    recordings: change.recordings,
    callers: change.callers,
    emergency: change.emergency,
    dialing: change.dialing ?? { outreachLinks: 'when Outreach confirms', otherLinks: 'ask' },
    log: (line) => logged.push(line),
  });
  const shown = (view: CallView | undefined): CallView => {
    if (view === undefined) throw new Error('There is no such call on the desk.');
    return view;
  };
  return {
    desk,
    clock,
    carrier,
    outbox,
    stores,
    logged,
    latest: () => shown(desk.view().calls.at(-1)),
    lastEnded: () => shown(desk.view().recent[0]),
    told: (callId) => outbox.updatesOf(callId).flatMap((update) => stateOf(update) ?? []),
    rings: (callId) => carrier.emit({ type: 'ringing', callId, earlyMedia: false }),
    answers: (callId) => carrier.emit({ type: 'answered', callId }),
    ends: (callId, reason = { cause: 'hung-up' }) => carrier.emit({ type: 'ended', callId, reason }),
  };
}
