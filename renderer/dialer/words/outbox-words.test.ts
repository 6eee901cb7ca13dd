import { expect, it } from 'vitest';
import type { OutboxItem } from '../../../app/ipc/outreach-view-schema.ts';
import { itemReason, itemTitle, outboxDetails, outboxLabel } from './outbox-words.ts';

const waiting: OutboxItem = {
  ...{ id: 7, what: 'completed', number: '+12345556789', status: 'waiting', attempts: 3, at: 0 },
  failure: { code: 'unreachable', message: 'Outreach can’t be reached.' },
};
const failed: OutboxItem = { id: 8, what: 'recording', number: '', status: 'given-up', attempts: 0 };

it('says what each update tells Outreach and why it is not there', () => {
  expect([waiting, failed].map(itemTitle)).toEqual(['Call is “completed”', 'Recording']);
  expect([waiting, failed].map(itemReason)).toEqual([
    'Outreach can’t be reached.',
    'It could not be delivered.',
  ]);
});

it('labels the button beside the light only where there is something to show', () => {
  expect([outboxLabel(3, true), outboxLabel(0, true), outboxLabel(0, false)]).toEqual([
    '3 waiting',
    'Not all logged',
    undefined,
  ]);
});

it('copies details with masked numbers and codes', () => {
  const text = outboxDetails([waiting, failed]);
  expect(text).toBe(
    '#7 · 1970-01-01T00:00:00.000Z · +1•••••6789 · Call is “completed” · waiting, 3 tries · Outreach can’t be reached. [unreachable]\n' +
      '#8 · Recording · failed · It could not be delivered.',
  );
  expect(text).not.toContain('2345556789');
});
