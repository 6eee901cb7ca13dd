import type { CallView } from '../../../app/ipc/call-view-schema.ts';

export type ExtensionStatus = NonNullable<CallView['extensionProgress']>['status'];

export interface ExtensionWords {
  /** The digits already sent, and those still to come; a pause stands as its seconds: `12 (2 s) 34`. */
  readonly sent: string;
  readonly left: string;
  readonly status: ExtensionStatus;
  readonly text: string;
  /** The same for a screen reader, without what moves. */
  readonly announced: string;
  /** What the rep can do about it, the likeliest first. */
  readonly actions: readonly ExtensionAction[];
}

export interface ExtensionAction {
  readonly action: 'cancel' | 'send';
  readonly label: string;
}

const CANCEL: ExtensionAction = { action: 'cancel', label: 'Cancel' };
const SEND_NOW: ExtensionAction = { action: 'send', label: 'Send now' };
const SEND_AGAIN: ExtensionAction = { action: 'send', label: 'Send again' };

const ACTIONS: Record<ExtensionStatus, readonly ExtensionAction[]> = {
  waiting: [SEND_NOW, CANCEL],
  counting: [SEND_NOW, CANCEL],
  dialing: [CANCEL],
  dialed: [SEND_AGAIN],
  canceled: [SEND_NOW],
  failed: [SEND_AGAIN],
  skipped: [],
};

/**
 * The extension's way through a call (spec, "Phone extension"); null for a call without one.
 *
 * @param now milliseconds since 1970
 */
export function extensionWords(call: CallView, now: number): ExtensionWords | null {
  const { extension, extensionProgress: progress } = call;
  if (!extension) return null;
  const status = progress?.status ?? 'waiting';
  const count = status === 'dialed' ? extension.length : Math.min(progress?.sent ?? 0, extension.length);
  const sent = extension.slice(0, count);
  const left = extension.slice(count);
  const seconds = Math.max(1, Math.ceil(((progress?.dialsAt ?? now) - now) / 1000));
  return {
    sent: withPauses(sent),
    left: withPauses(left),
    status,
    text: status === 'counting' ? `in ${seconds} s` : TEXT[status](digits(sent), digits(extension)),
    announced:
      status === 'counting' ? 'is dialed in a moment' : TEXT[status](digits(sent), digits(extension)),
    actions: ACTIONS[status].filter(({ action }) => action === 'cancel' || isHeard(call)),
  };
}

/** Whether digits reach the other side: also before the answer, where it can be heard. */
function isHeard({ phase, held, earlyMedia }: CallView): boolean {
  return (phase === 'talking' && !held) || (phase === 'ringing' && earlyMedia);
}

/** A comma is a second's pause; a row of them is one pause. */
function withPauses(text: string): string {
  return text.replace(/,+/g, (pause) => ` (${pause.length} s) `).trim();
}

function digits(text: string): number {
  return text.replaceAll(',', '').length;
}

const TEXT: Record<ExtensionStatus, (sent: number, all: number) => string> = {
  waiting: () => 'dialed after the answer',
  counting: () => 'dialed in a moment',
  dialing: (sent, all) => `${sent} of ${all} digits sent`,
  dialed: () => 'dialed',
  canceled: () => 'canceled',
  failed: (sent, all) => `only ${sent} of ${all} digits sent`,
  skipped: () => 'not dialed',
};
