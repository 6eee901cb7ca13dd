import { expect, test } from 'vitest';
import type { Delivery } from '../outreach/outreach.ts';
import { afterCreate, afterFind, CREATION_IN_DOUBT } from './creation.ts';

const failure = { code: 'x', message: 'The test says so.' };

/** Each answer to POST /calls, and what must follow: in doubt it is searched for, never posted again. */
test.each<[string, Delivery, object]>([
  ['201', { outcome: 'accepted', id: '7' }, { step: 'created', outreachCallId: '7', state: undefined }],
  [
    '201, with a state already',
    { outcome: 'accepted', id: '7', state: 'initiated' },
    { step: 'created', state: 'initiated' },
  ],
  [
    '201 without a readable id',
    { outcome: 'accepted' },
    { step: 'wait', checkFirst: true, retryAfter: CREATION_IN_DOUBT },
  ],
  [
    'no answer',
    { outcome: 'unknown', failure },
    { step: 'wait', checkFirst: true, everyone: false, retryAfter: CREATION_IN_DOUBT },
  ],
  [
    '500',
    { outcome: 'wait', failure, mayHaveArrived: true },
    { step: 'wait', checkFirst: true, retryAfter: CREATION_IN_DOUBT },
  ],
  [
    '500 with Retry-After',
    { outcome: 'wait', failure, mayHaveArrived: true, retryAfter: 60_000 },
    { step: 'wait', checkFirst: true, retryAfter: 60_000 },
  ],
  [
    '429',
    { outcome: 'wait', failure, retryAfter: 5_000 },
    { step: 'wait', checkFirst: false, everyone: true, retryAfter: 5_000 },
  ],
  ['no connection', { outcome: 'unreachable', failure }, { step: 'wait', checkFirst: false, everyone: true }],
  ['401 twice', { outcome: 'unauthorized', failure }, { step: 'wait', checkFirst: false, everyone: true }],
  ['403', { outcome: 'forbidden', failure }, { step: 'hold', everyone: false }],
  ['signed out', { outcome: 'signed-out', failure }, { step: 'hold', everyone: true }],
  [
    '422',
    { outcome: 'refused', failure },
    { step: 'give-up', wholeCall: true, failure: { code: 'not-created' } },
  ],
  [
    '422 validationDuplicateValueError: it is there, and is looked for',
    { outcome: 'refused', failure, duplicate: true },
    { step: 'wait', checkFirst: true, everyone: false, retryAfter: CREATION_IN_DOUBT },
  ],
  [
    '404',
    { outcome: 'unknown-call', failure },
    {
      ...{ step: 'give-up', wholeCall: true },
      failure: { code: 'not-created', message: expect.not.stringContaining('The test says so.') },
    },
  ],
])('POST: %s', (_name, delivery, next) => {
  expect(afterCreate(delivery)).toMatchObject(next);
});

test('search after a restart: what is not there yet may be on its way, and is looked for again', () => {
  const again = { step: 'wait', checkFirst: true, everyone: false, retryAfter: CREATION_IN_DOUBT };
  expect(afterFind({ outcome: 'accepted' }, 'on-its-way')).toMatchObject(again);
  expect(afterFind({ outcome: 'accepted', id: '7' }, 'on-its-way')).toMatchObject({ step: 'created' });
});

test('search for what Outreach says it has: found, or held, and never posted again', () => {
  expect(afterFind({ outcome: 'accepted', id: '7' }, 'is-there')).toMatchObject({ step: 'created' });
  expect(afterFind({ outcome: 'accepted' }, 'is-there')).toMatchObject({
    ...{ step: 'hold', everyone: false },
    failure: { code: 'not-found' },
  });
});

test.each<[string, Delivery, object]>([
  ['found', { outcome: 'accepted', id: '7' }, { step: 'created', outreachCallId: '7' }],
  ['not found: it was never made', { outcome: 'accepted' }, { step: 'send' }],
  ['no answer', { outcome: 'unknown', failure }, { step: 'wait', checkFirst: true }],
  ['no connection', { outcome: 'unreachable', failure }, { step: 'wait', checkFirst: true, everyone: true }],
  ['403', { outcome: 'forbidden', failure }, { step: 'hold', everyone: false }],
  ['refused however it is asked', { outcome: 'refused', failure }, { step: 'hold', everyone: false }],
])('search: %s', (_name, delivery, next) => {
  expect(afterFind(delivery)).toMatchObject(next);
});
