import { beforeEach, describe, expect, it } from 'vitest';
import type { CallStore } from '../../calls/call-store.ts';
import type { OutboxStore } from '../../outbox/outbox-store.ts';
import { sampleCall } from '../sample-call.ts';

const FAILURE = { code: 'unreachable', message: 'No connection.' };

/** What every keeper of calls and outbox must do; `open` gives an empty one. */
export function storeContract(
  name: string,
  open: () => { readonly calls: CallStore; readonly outbox: OutboxStore },
): void {
  describe(`${name} keeps calls and what they owe`, () => {
    let calls: CallStore;
    let outbox: OutboxStore;
    beforeEach(() => {
      ({ calls, outbox } = open());
    });

    const initiated = { kind: 'state', state: 'initiated', stateChangedAt: 1_000 } as const;
    const recording = { kind: 'recording', url: 'https://rec.example.com/1' } as const;
    const ringing = { kind: 'state', state: 'ringing', stateChangedAt: 2_000 } as const;
    const withoutUndefined = (value: unknown) => JSON.parse(JSON.stringify(value));

    it('gives back the entries of a save in order, waiting', () => {
      const entries = calls.save(sampleCall(), [initiated, ringing]);
      expect(withoutUndefined(entries)).toEqual([
        {
          id: expect.any(Number),
          callId: sampleCall().id,
          outreachCallId: sampleCall().outreachCallId,
          update: initiated,
          status: 'waiting',
          attempts: 0,
          notBefore: 0,
        },
        expect.objectContaining({ update: ringing }),
      ]);
      expect(entries[1]?.id).toBeGreaterThan(entries[0]?.id ?? Number.POSITIVE_INFINITY);
      expect(withoutUndefined(outbox.entriesOf(sampleCall().id))).toEqual(withoutUndefined(entries));
      expect(withoutUndefined(outbox.waiting())).toEqual(withoutUndefined(entries));
    });

    it('keeps a recording among what a call owes', () => {
      calls.save(sampleCall(), [initiated, recording]);
      expect(outbox.waiting().map(({ update }) => update)).toEqual([initiated, recording]);
    });

    it('finds a call by the SIP Call-ID of its leg, with what is known of its recording', () => {
      const { url } = recording;
      const call = sampleCall({ sipCallId: 'leg@1', heard: [recording] });
      const other = sampleCall({
        ...{ id: 'b', outreachCallId: 'B', sipCallId: 'leg@2' },
        recording: { status: 'owed', kind: 'recording', url, later: 1 },
      });
      const refused = sampleCall({
        ...{ id: 'c', outreachCallId: 'C', sipCallId: 'leg@3' },
        recording: { status: 'refused', kind: 'voicemail', failure: { code: 'a', message: 'b' } },
      });
      for (const each of [call, other, refused]) {
        calls.save(each, []);
        expect(calls.findBySipCallId(each.sipCallId ?? '')).toEqual(each);
      }
      expect(calls.findBySipCallId('LEG@1')).toBeUndefined();
    });

    it('keeps a whole call and every change of it', () => {
      const call = sampleCall({
        extension: '1234',
        phase: 'talking',
        state: 'in progress',
        dialedAt: 1_100,
        ringingAt: 1_200,
        answeredAt: 1_300,
        outreachAnswer: 'accepted',
        earlyMedia: true,
        muted: true,
        extensionProgress: { status: 'dialing', sent: 2 },
      });
      calls.save(sampleCall(), [initiated]);
      calls.save(call, []);
      expect(calls.recent(10)).toEqual([call]);
      const over = sampleCall({
        phase: 'ended',
        state: 'busy',
        endedAt: 9_000,
        closing: 'hung-up',
        endReason: { cause: 'callee-rejected', status: 486, text: 'Busy Here' },
      });
      calls.save(over, []);
      expect(calls.recent(10)).toEqual([over]);
      expect(outbox.entriesOf(call.id)).toHaveLength(1);
    });

    it('finds a call by its call-id, without case, and keeps the id exactly as it came', () => {
      calls.save(sampleCall({ outreachCallId: 'aBc-1' }), []);
      expect(calls.findByOutreachCallId('AbC-1')?.outreachCallId).toBe('aBc-1');
      expect(calls.findByOutreachCallId('abc-2')).toBeUndefined();
    });

    it('refuses a second call with the same call-id, and stores nothing of it', () => {
      calls.save(sampleCall({ outreachCallId: 'abc' }), []);
      const second = sampleCall({ id: 'other', outreachCallId: 'ABC' });
      expect(() => calls.save(second, [initiated])).toThrow();
      expect(calls.recent(10)).toHaveLength(1);
      expect(outbox.waiting()).toEqual([]);
    });

    it('refuses updates owed by a call that Outreach does not know', () => {
      const local = sampleCall({ outreachCallId: undefined, origin: 'dialer' });
      expect(() => calls.save(local, [initiated])).toThrow();
      expect(calls.recent(10)).toEqual([]);
    });

    it('lists recent calls newest first, and unfinished ones oldest first', () => {
      for (const [id, startedAt, phase] of [
        ['a', 30, 'ended'],
        ['b', 10, 'talking'],
        ['c', 40, 'asking'],
        ['d', 20, 'ended'],
      ] as const)
        calls.save(sampleCall({ id, startedAt, phase, outreachCallId: `id-${id}` }), []);
      expect(calls.recent(3).map((call) => call.id)).toEqual(['c', 'a', 'd']);
      expect(calls.unfinished().map((call) => call.id)).toEqual(['b', 'c']);
    });

    it('knows when a call was last alive, whatever the clock does', () => {
      const { id } = sampleCall();
      expect(calls.lastAlive(id)).toBeUndefined();
      calls.save(sampleCall({ stateChangedAt: 1_000 }), []);
      expect(calls.lastAlive(id)).toBe(1_000);
      calls.touch(id, 6_000);
      calls.touch(id, 4_000);
      calls.save(sampleCall({ stateChangedAt: 2_000 }), []);
      expect(calls.lastAlive(id)).toBe(6_000);
      calls.touch('nobody', 7_000);
      expect(calls.lastAlive('nobody')).toBeUndefined();
    });

    it('gives an inbound call and all it owes its id in one step, and keeps it whatever is saved later', () => {
      const creation = { kind: 'create', from: '+12015550100', to: '100', vendorCallId: 'v' } as const;
      const ringingHere = sampleCall({
        ...{ direction: 'inbound', origin: 'caller', phase: 'incoming', outreachCallId: undefined },
        inbound: { to: '100', displayName: 'Desk', logged: true },
      });
      const [create] = calls.save(ringingHere, [creation, initiated]);
      expect(create).toMatchObject({ update: creation, outreachCallId: undefined });
      expect(withoutUndefined(calls.recent(1))).toEqual(withoutUndefined([ringingHere]));
      outbox.created(create?.id ?? 0, ringingHere.id, '7');
      expect(outbox.waiting().map(({ outreachCallId, update }) => [outreachCallId, update])).toEqual([
        ['7', initiated],
      ]);
      expect(calls.recent(1)[0]?.outreachCallId).toBe('7');
      // The desk has not heard of it yet.
      const [next] = calls.save({ ...ringingHere, state: 'ringing' }, [ringing]);
      expect(next?.outreachCallId).toBe('7');
      expect(calls.recent(1)[0]).toMatchObject({ outreachCallId: '7', state: 'ringing' });
    });

    it('lets the id of an inbound call be one that a link has, because no link leads to it', () => {
      calls.save(sampleCall({ id: 'a', outreachCallId: '7' }), []);
      const inbound = sampleCall({
        ...{ id: 'b', direction: 'inbound', origin: 'caller', outreachCallId: undefined },
        inbound: { to: '100', logged: true },
      });
      const [create] = calls.save(inbound, [{ kind: 'create', from: '1', to: '2', vendorCallId: 'v' }]);
      outbox.created(create?.id ?? 0, 'b', '7');
      calls.save({ ...inbound, outreachCallId: '7' }, [ringing]);
      expect(calls.findByOutreachCallId('7')?.id).toBe('a');
    });

    it('settles entries one by one', () => {
      const { id } = sampleCall();
      const [first, second] = calls.save(sampleCall(), [initiated, ringing]);
      if (first === undefined || second === undefined) throw new Error('two entries were owed');
      outbox.postpone(first.id, 3, 9_000, FAILURE);
      expect(outbox.waiting()).toEqual([
        { ...first, attempts: 3, notBefore: 9_000, failure: FAILURE },
        { ...second, failure: undefined },
      ]);
      outbox.delivered(first.id);
      outbox.giveUp(second.id, FAILURE);
      expect(outbox.waiting()).toEqual([]);
      expect(outbox.entriesOf(id).map((entry) => [entry.status, entry.failure])).toEqual([
        ['delivered', undefined],
        ['given-up', FAILURE],
      ]);
      outbox.delivered(999);
      expect(outbox.entriesOf('nobody')).toEqual([]);
    });
  });
}
