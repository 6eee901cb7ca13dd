import type { CallView } from '../ipc/call-view-schema.ts';
import type { Snapshot } from '../ipc/snapshot-schema.ts';

/** A call of Outreach's that is being dialled, for tests; the parts that a test is about are given. */
export function viewOf(changes: Partial<CallView> = {}): CallView {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    direction: 'outbound',
    origin: 'outreach',
    number: '+12345556789',
    phase: 'dialing',
    state: 'initiated',
    startedAt: 0,
    earlyMedia: false,
    muted: false,
    held: false,
    logging: 'logged',
    ...changes,
  };
}

/** Everything in order and nothing going on, for tests; the parts that a test is about are given. */
export function snapshotOf(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    calls: [],
    recent: [],
    outreach: { status: 'connected', user: 'Ann Lee', waiting: 0, tokensKeptIn: 'keychain' },
    phone: { status: 'registered', practice: false },
    notices: [],
    telHandler: { isDefault: true },
    ...changes,
  };
}
