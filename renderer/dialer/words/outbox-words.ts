import type { OutboxItem } from '../../../app/ipc/outreach-view-schema.ts';
import { maskNumber } from '../../../app/tel/mask-number.ts';

const WHAT: Readonly<Record<string, string>> = {
  create: 'New incoming call',
  recording: 'Recording',
  voicemail: 'Voicemail',
};

/** One update in words: what it tells Outreach. */
export function itemTitle({ what }: OutboxItem): string {
  return WHAT[what] ?? `Call is “${what}”`;
}

/** Why it is not there yet, or never will be. */
export function itemReason({ status, failure, attempts }: OutboxItem): string {
  if (failure !== undefined) return failure.message;
  if (status === 'given-up') return 'It could not be delivered.';
  return attempts === 0 ? 'It waits for its turn.' : 'It is tried again by itself.';
}

/** The button beside the light; undefined where there is nothing to show. */
export function outboxLabel(waiting: number, failed: boolean): string | undefined {
  if (waiting > 0) return `${waiting} waiting`;
  return failed ? 'Not all logged' : undefined;
}

/** The list as text for whoever helps the rep: numbers masked, times in UTC, each reason with its code. */
export function outboxDetails(items: readonly OutboxItem[]): string {
  return items
    .map((item) => {
      const at = item.at === undefined ? '' : new Date(item.at).toISOString();
      const code = item.failure === undefined ? '' : ` [${item.failure.code}]`;
      return [
        `#${item.id}`,
        at,
        item.number === '' ? '' : maskNumber(item.number),
        itemTitle(item),
        item.status === 'waiting' ? `waiting, ${item.attempts} tries` : 'failed',
        `${itemReason(item)}${code}`,
      ]
        .filter((part) => part !== '')
        .join(' · ');
    })
    .join('\n');
}
