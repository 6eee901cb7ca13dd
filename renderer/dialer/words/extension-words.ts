import type { CallView } from '../../../app/ipc/contract.ts';

export interface ExtensionWords {
  /** The digits already sent, and those still to come. */
  readonly sent: string;
  readonly left: string;
  readonly status: NonNullable<CallView['extensionProgress']>['status'];
  readonly text: string;
}

/** The extension's way through a call (spec, "Phone extension"); null for a call without one. */
export function extensionWords(call: CallView): ExtensionWords | null {
  const { extension, extensionProgress: progress } = call;
  if (!extension) return null;
  const status = progress?.status ?? 'waiting';
  const count = status === 'dialed' ? extension.length : Math.min(progress?.sent ?? 0, extension.length);
  return {
    sent: extension.slice(0, count),
    left: extension.slice(count),
    status,
    text: TEXT[status](count, extension.length),
  };
}

const TEXT: Record<ExtensionWords['status'], (sent: number, all: number) => string> = {
  waiting: () => 'dialed after the answer',
  counting: () => 'dialed in a moment',
  dialing: (sent, all) => `${sent} of ${all} digits sent`,
  dialed: () => 'dialed',
  canceled: () => 'canceled',
  failed: (sent, all) => `only ${sent} of ${all} digits sent`,
  skipped: () => 'not dialed',
};
