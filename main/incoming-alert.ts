import { Notification } from 'electron';
import { answerChoices } from '../app/calls/answer-choices.ts';
import type { OtherCalls } from '../app/calls/call.ts';
import type { CallView } from '../app/ipc/call-view-schema.ts';
import type { Failure, Result } from '../app/result.ts';

/** Tells the rep that a call comes in, wherever they are. */
export interface IncomingAlert {
  /** Looks which calls ring here; told after each change. */
  look(calls: readonly CallView[]): void;
  close(): void;
}

interface AlertParts {
  readonly windows: { raiseDialer(): void; showDialer(): void };
  readonly answer: (callId: string, others?: OtherCalls) => Result<unknown>;
  readonly reject: (callId: string) => Result<unknown>;
  /** Whether a dialled number calls for help. */
  readonly isEmergency: (number: string) => boolean;
  /** A press on the notification came to nothing, and why. */
  readonly refused: (failure: Failure) => void;
}

interface Shown {
  readonly notification: Notification;
  readonly words: string;
}

/** A button of the notification. */
interface Button {
  readonly text: string;
  readonly press: () => Result<unknown>;
}

/**
 * For each call that begins to ring: the window comes up without taking the keys from what the rep is typing in, and the
 * system says who calls, with buttons to answer and to reject where it has buttons. A click on it brings the window to
 * the front, which is the way to answer everywhere; it goes when the ringing ends or the rep lets it ring.
 */
export function createIncomingAlert(parts: AlertParts): IncomingAlert {
  const { windows, answer, reject, isEmergency, refused } = parts;
  const shown = new Map<string, Shown>();

  function buttonsFor(callId: string, calls: readonly CallView[]): readonly Button[] {
    const { first } = answerChoices(calls, isEmergency);
    const rejecting = { text: 'Reject', press: () => reject(callId) };
    // To end another call takes the window, where it can be seen which one.
    if (first === undefined || first.others === 'end') return [rejecting];
    return [{ text: first.label, press: () => answer(callId, first.others) }, rejecting];
  }

  function tell(call: CallView, buttons: readonly Button[]): void {
    const body = wordsOf(call);
    const words = [body, ...buttons.map(({ text }) => text)].join('\n');
    const before = shown.get(call.id);
    if (before?.words === words) return;
    if (before === undefined) windows.raiseDialer();
    before?.notification.close();
    const notification = new Notification({
      title: 'Incoming call',
      body,
      // The ringing is the voice page's; a second sound would only be in its way.
      silent: true,
      actions: buttons.map(({ text }) => ({ type: 'button', text })),
    });
    notification.on('click', windows.showDialer);
    notification.on('action', ({ actionIndex }) => {
      const pressed = buttons[actionIndex]?.press();
      if (pressed === undefined || pressed.ok) return;
      refused(pressed.failure);
      windows.raiseDialer();
    });
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
      for (const call of ringing) tell(call, buttonsFor(call.id, calls));
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
