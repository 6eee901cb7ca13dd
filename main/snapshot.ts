import type { OutreachView, PhoneView, Snapshot } from '../app/ipc/contract.ts';
import type { Carrier } from '../app/voice/carrier.ts';

/** Where the pieces of a snapshot come from; each one has one owner. */
export interface SnapshotSources {
  calls(): Pick<Snapshot, 'calls' | 'recent' | 'notices'>;
  outreach(): OutreachView;
  phone(): PhoneView;
  telHandler(): Snapshot['telHandler'];
}

export interface SnapshotSender {
  current(): Snapshot;
  /** Something changed: one snapshot is sent after the current turn, however often this is called in it. */
  changed(): void;
  /** Sends nothing any more: what a snapshot is made of is about to be closed. */
  close(): void;
}

/** Puts the snapshot together and sends it whole, at most once a turn of the event loop. */
export function createSnapshotSender(
  sources: SnapshotSources,
  send: (snapshot: Snapshot) => void,
): SnapshotSender {
  let due = false;
  let closed = false;
  const current = (): Snapshot => ({
    ...sources.calls(),
    outreach: sources.outreach(),
    phone: sources.phone(),
    telHandler: sources.telHandler(),
  });
  return {
    current,
    changed() {
      if (due) return;
      due = true;
      setImmediate(() => {
        due = false;
        if (!closed) send(current());
      });
    },
    close() {
      closed = true;
    },
  };
}

/** Follows the carrier's registration as the dialer shows it. */
export function followPhone(carrier: Carrier, changed: () => void): () => PhoneView {
  let view: PhoneView = { status: 'connecting', practice: false };
  carrier.subscribe((event) => {
    if (event.type !== 'registration') return;
    const { registration } = event;
    view = {
      status: registration.status,
      practice: registration.status === 'registered' && registration.practice,
      ...(registration.status === 'failed' && { failure: registration.failure }),
    };
    changed();
  });
  return () => view;
}
