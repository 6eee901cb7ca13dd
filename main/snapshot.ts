import type { Clock } from '../app/clock.ts';
import type { OutreachView } from '../app/ipc/outreach-view-schema.ts';
import type { PhoneView } from '../app/ipc/phone-line.ts';
import type { Snapshot } from '../app/ipc/snapshot-schema.ts';

/** Where the pieces of a snapshot come from; each one has one owner. */
export interface SnapshotSources {
  calls(): Pick<Snapshot, 'calls' | 'recent' | 'notices'>;
  outreach(): OutreachView;
  phone(): PhoneView;
  telHandler(): Snapshot['telHandler'];
  audio?(): Snapshot['audio'];
  /** Does not change while Outdial runs. */
  readonly emergency?: Snapshot['emergency'];
}

export interface SnapshotSender {
  current(): Snapshot;
  /** Something changed: a snapshot is sent after the current turn, or after the pause since the last one. */
  changed(): void;
  /** Sends nothing any more: what a snapshot is made of is about to be closed. */
  close(): void;
}

/** Between two snapshots, in milliseconds: nobody sees more, and after an outage a hundred updates a second arrive. */
const PAUSE = 50;

/** Puts the snapshot together and sends it whole: the first change at once, and what follows it in steps. */
export function createSnapshotSender(
  sources: SnapshotSources,
  send: (snapshot: Snapshot) => void,
  clock: Clock,
): SnapshotSender {
  let due = false;
  let closed = false;
  let endPause: (() => void) | undefined;
  const current = (): Snapshot => ({
    ...sources.calls(),
    outreach: sources.outreach(),
    phone: sources.phone(),
    telHandler: sources.telHandler(),
    audio: sources.audio?.(),
    ...(sources.emergency && { emergency: sources.emergency }),
  });
  const sendNow = (): void => {
    if (closed) return;
    due = false;
    endPause = clock.after(PAUSE, () => {
      endPause = undefined;
      if (due) sendNow();
    });
    send(current());
  };
  return {
    current,
    changed() {
      if (due || closed) return;
      due = true;
      if (endPause === undefined) setImmediate(sendNow);
    },
    close() {
      closed = true;
      endPause?.();
    },
  };
}
