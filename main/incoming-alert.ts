import { Notification } from 'electron';
import type { CallView } from '../app/ipc/contract.ts';

/** Tells the rep that a call comes in, wherever they are. */
export interface IncomingAlert {
  /** Looks which calls ring here; told after each change. */
  look(calls: readonly CallView[]): void;
  close(): void;
}

/**
 * For each call that begins to ring: the window comes up without taking the keys from what the rep is typing in, and the
 * system says who calls. A click on that brings the window to the front; it goes when the ringing ends.
 */
export function createIncomingAlert(windows: { raiseDialer(): void; showDialer(): void }): IncomingAlert {
  const shown = new Map<string, { readonly notification: Notification; readonly words: string }>();

  function tell(call: CallView): void {
    const words = wordsOf(call);
    const before = shown.get(call.id);
    if (before?.words === words) return;
    if (before === undefined) windows.raiseDialer();
    before?.notification.close();
    // The ringing is the voice page's; a second sound would only be in its way.
    const notification = new Notification({ title: 'Incoming call', body: words, silent: true });
    notification.on('click', windows.showDialer);
    shown.set(call.id, { notification, words });
    if (Notification.isSupported()) notification.show();
  }

  return {
    look(calls) {
      const ringing = calls.filter(
        ({ phase, inbound }) =>
          phase === 'incoming' && inbound?.pickedUp !== true && inbound?.ignored !== true,
      );
      for (const [id, { notification }] of shown) {
        if (ringing.some((call) => call.id === id)) continue;
        notification.close();
        shown.delete(id);
      }
      for (const call of ringing) tell(call);
    },
    close() {
      for (const { notification } of shown.values()) notification.close();
      shown.clear();
    },
  };
}

function wordsOf({ number, inbound }: CallView): string {
  const who = [inbound?.name, inbound?.company, number].filter(Boolean).join(', ');
  return inbound?.doNotCall ? `${who} (do not call)` : who;
}
