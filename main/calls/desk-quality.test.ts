import { expect, test } from 'vitest';
import { sampleCall } from '../../app/testing/sample-call.ts';
import type { CallQuality, LineState } from '../../app/voice/quality.ts';
import { callOfRow, documentOf } from '../storage/call-row.ts';
import { deskOnFakes, OUTREACH_LINK } from './desk-on-fakes.ts';

const now: LineState = { hearing: 'sound', speaking: 'sent', mos: 4.2, figures: { lossIn: 0.5 } };
const quality = (changes: CallQuality = {}): CallQuality => ({ now, average: 4.2, worst: 4, ...changes });

/** An answered call of Outreach's, and how often a call was saved. */
function inCall() {
  const saves = { count: 0 };
  const on = deskOnFakes({
    between: (port) =>
      new Proxy(port, {
        get(target, name, receiver) {
          if (name === 'save') saves.count += 1;
          return Reflect.get(target, name, receiver);
        },
      }),
  });
  on.desk.openLink(OUTREACH_LINK);
  const { id } = on.latest();
  on.outbox.report(id, { outcome: 'delivered' });
  on.answers(id);
  return { ...on, id, saves };
}

test('the line is in the view, and neither on the disk nor in Outreach, however often it is told', () => {
  const { carrier, latest, id, saves, told } = inCall();
  const before = { saves: saves.count, told: told(id).length };
  for (let second = 0; second < 60; second += 5)
    carrier.emit({ type: 'quality', callId: id, quality: quality({ average: 4 + second / 1000 }) });
  expect(latest().quality).toEqual(quality({ average: 4.055 }));
  expect({ saves: saves.count, told: told(id).length }).toEqual(before);
});

test('what it was is kept with the call that is over; what it is now is not', () => {
  const { carrier, id, ends, lastEnded, stores } = inCall();
  carrier.emit({ type: 'quality', callId: id, quality: quality() });
  const last: CallQuality = { average: 4.1, worst: 1, trouble: 'loss-in' };
  carrier.emit({ type: 'quality', callId: id, quality: last });
  ends(id);
  expect(lastEnded().quality).toEqual(last);
  expect(stores.calls.recent(1)[0]?.quality).toEqual(last);
});

test('a call cut off in the middle keeps what was told last', () => {
  const { carrier, id, ends, lastEnded } = inCall();
  carrier.emit({ type: 'quality', callId: id, quality: quality() });
  ends(id, { cause: 'connection-lost' });
  expect(lastEnded().quality).toEqual({ average: 4.2, worst: 4 });
});

test('the row gives it back; a figure that is none does not cost the call', () => {
  const kept = { average: 4.1, worst: 3, trouble: 'delay' } as const;
  const row = (document: string) => callOfRow({ document });
  expect(row(documentOf(sampleCall({ quality: kept })))).toMatchObject({
    ok: true,
    value: { quality: kept },
  });
  const spoiled = documentOf(sampleCall({ quality: { average: 400 } }));
  expect(row(spoiled)).toMatchObject({ ok: true, value: { number: sampleCall().number } });
});
