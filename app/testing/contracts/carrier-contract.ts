import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Carrier, CarrierEvent } from '../../voice/carrier.ts';

/** A carrier that is registered, and numbers of a phone system that do what their names say. */
export interface CarrierStage {
  readonly carrier: Carrier;
  readonly numbers: {
    readonly answers: string;
    /** Two more that answer, and take transfers. */
    readonly first: string;
    readonly second: string;
    /** Rings, then 486. */
    readonly busy: string;
    /** Rings, then 603. */
    readonly declines: string;
    /** 404 without ringing. */
    readonly unknown: string;
    /** Rings until the caller gives up. */
    readonly silent: string;
  };
  /** All keys that `answers` has heard since the stage was opened. */
  digitsHeard(): string;
  /** Somebody calls the rep. */
  ring(): void;
  close(): Promise<void>;
}

/** Longer than a busy machine takes for anything; nothing is proven by it. */
const PATIENCE_MILLISECONDS = 25_000;

/** What every Voice port must do (app/voice/carrier.ts). */
export function carrierContract(name: string, open: () => Promise<CarrierStage>): void {
  describe(`${name} carries calls`, () => {
    let stage: CarrierStage;
    const seen: CarrierEvent[] = [];
    const watchers = new Set<() => void>();

    beforeAll(async () => {
      stage = await open();
      stage.carrier.subscribe((event) => {
        seen.push(event);
        for (const watcher of [...watchers]) watcher();
      });
    });
    afterAll(() => stage?.close());

    const eventsOf = (callId: string) => seen.filter((event) => 'callId' in event && event.callId === callId);
    const typesOf = (callId: string) => eventsOf(callId).map(({ type }) => type);
    const endOf = (callId: string) => eventsOf(callId).find((event) => event.type === 'ended');

    function until(what: string, holds: () => boolean): Promise<void> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`Waited in vain for ${what}`));
        }, PATIENCE_MILLISECONDS);
        function look(): void {
          if (!holds()) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve();
        }
        watchers.add(look);
        look();
      });
    }
    const has = (callId: string, type: CarrierEvent['type']) =>
      until(type, () => typesOf(callId).includes(type));
    function dial(number: string): string {
      const callId = randomUUID();
      stage.carrier.dial(callId, number);
      return callId;
    }
    async function talk(number = stage.numbers.answers): Promise<string> {
      const callId = dial(number);
      await has(callId, 'answered');
      return callId;
    }
    async function hangUp(callId: string): Promise<void> {
      stage.carrier.hangUp(callId);
      await has(callId, 'ended');
    }

    it('dials, is answered and hangs up, in that order, and ends once', async () => {
      const callId = await talk();
      await hangUp(callId);
      const types = typesOf(callId).filter((type) => type !== 'ringing');
      expect(types).toEqual(['dialing', 'answered', 'ended']);
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'hung-up' } });
    });

    it.each([
      ['busy', { cause: 'callee-rejected', status: 486 }, true],
      ['declines', { cause: 'callee-rejected', status: 603 }, true],
      ['unknown', { cause: 'setup-failed', status: 404 }, false],
    ] as const)('says why a call came to nothing: %s', async (which, reason, rings) => {
      const callId = dial(stage.numbers[which]);
      await has(callId, 'ended');
      expect(endOf(callId)).toMatchObject({ reason });
      expect(typesOf(callId)).toEqual(['dialing', ...(rings ? ['ringing'] : []), 'ended']);
    });

    it('cancels a call that rings', async () => {
      const callId = dial(stage.numbers.silent);
      await has(callId, 'ringing');
      await hangUp(callId);
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'caller-canceled' } });
    });

    it('ends a call that has hardly begun', async () => {
      const callId = dial(stage.numbers.silent);
      await hangUp(callId);
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'caller-canceled' } });
    });

    it('sends keys, with pauses, and says how far it is', async () => {
      const before = stage.digitsHeard();
      const callId = await talk();
      stage.carrier.sendDigits(callId, '12,3#');
      await until('the last key', () =>
        eventsOf(callId).some((event) => event.type === 'digits' && event.done),
      );
      const progress = eventsOf(callId).flatMap((event) => (event.type === 'digits' ? [event.sent] : []));
      expect(progress).toEqual([1, 2, 3, 4, 5]);
      await until('the far end has heard them', () => stage.digitsHeard().length >= before.length + 4);
      await hangUp(callId);
      expect(stage.digitsHeard().slice(before.length)).toBe('123#');
    });

    it('is done with all keys it was given, also where it was told to stop', async () => {
      const callId = await talk();
      const done = () => eventsOf(callId).filter((event) => event.type === 'digits' && event.done).length;
      stage.carrier.sendDigits(callId, '1234');
      stage.carrier.sendDigits(callId, '5');
      await until('the first key', () => eventsOf(callId).some((event) => event.type === 'digits'));
      stage.carrier.stopDigits(callId);
      stage.carrier.sendDigits(callId, '6');
      await until('the end of all three', () => done() === 3);
      await hangUp(callId);
      expect(done()).toBe(3);
    });

    it('mutes and holds, and says so', async () => {
      const callId = await talk();
      stage.carrier.mute(callId, true);
      await until('muted', () => eventsOf(callId).some((event) => event.type === 'muted' && event.muted));
      stage.carrier.hold(callId, true);
      await until('held', () => eventsOf(callId).some((event) => event.type === 'held' && event.held));
      stage.carrier.hold(callId, false);
      await until('not held', () => eventsOf(callId).some((event) => event.type === 'held' && !event.held));
      await hangUp(callId);
    });

    it('says what it holds, however often it is told', async () => {
      const callId = await talk();
      const heldOf = () => eventsOf(callId).flatMap((event) => (event.type === 'held' ? [event.held] : []));
      for (const held of [true, false, true]) stage.carrier.hold(callId, held);
      await until('all of it', () => heldOf().length >= 3);
      expect(heldOf()).toEqual([true, false, true]);
      await hangUp(callId);
    });

    const transfersOf = (callId: string) =>
      eventsOf(callId).flatMap((event) => (event.type === 'transfer' ? [event.status] : []));

    it('transfers to a number, and leaves the call', async () => {
      const callId = await talk(stage.numbers.first);
      stage.carrier.transfer(callId, stage.numbers.second);
      await has(callId, 'ended');
      expect(transfersOf(callId)).toEqual(['trying', 'done']);
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'hung-up' } });
    });

    it('says that a transfer failed, and the call goes on', async () => {
      const callId = await talk(stage.numbers.first);
      stage.carrier.transfer(callId, stage.numbers.unknown);
      await until('the transfer has failed', () => transfersOf(callId).includes('failed'));
      expect(transfersOf(callId)).toEqual(['trying', 'failed']);
      expect(endOf(callId)).toBeUndefined();
      await hangUp(callId);
    });

    it('transfers to another call, and both are over', async () => {
      const first = await talk(stage.numbers.first);
      stage.carrier.hold(first, true);
      await has(first, 'held');
      const second = await talk(stage.numbers.second);
      stage.carrier.transferTo(first, second);
      await has(first, 'ended');
      await has(second, 'ended');
      expect(transfersOf(first)).toEqual(['trying', 'done']);
      expect(endOf(first)).toMatchObject({ reason: { cause: 'hung-up' } });
      expect(endOf(second)).toMatchObject({ reason: { cause: 'hung-up' } });
    });

    it('lets calls hear each other, until one is held', async () => {
      const members = [await talk(stage.numbers.first), await talk(stage.numbers.second)] as const;
      const conferences = () => seen.flatMap((event) => (event.type === 'conference' ? [event.callIds] : []));
      stage.carrier.conference(members);
      await until('the conference', () => conferences().at(-1)?.length === 2);
      expect(conferences().at(-1)).toEqual(members);
      stage.carrier.hold(members[0], true);
      await until('its end', () => conferences().at(-1)?.length === 0);
      for (const callId of members) await hangUp(callId);
    });

    async function isCalled(): Promise<string> {
      const incoming = () => seen.flatMap((event) => (event.type === 'incoming' ? [event.callId] : []));
      const before = incoming().length;
      stage.ring();
      await until('it rings', () => incoming().length > before);
      return incoming()[before] ?? '';
    }

    it('sends a caller to another number', async () => {
      const callId = await isCalled();
      stage.carrier.forward(callId, stage.numbers.second);
      await has(callId, 'ended');
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'callee-rejected' } });
    });

    it('goes on ringing in silence, and can still be answered', async () => {
      const callId = await isCalled();
      stage.carrier.silence(callId);
      stage.carrier.answer(callId);
      await has(callId, 'answered');
      await hangUp(callId);
      expect(endOf(callId)).toMatchObject({ reason: { cause: 'hung-up' } });
    });

    it('keeps two calls apart', async () => {
      const [first, second] = await Promise.all([talk(), talk()]);
      await hangUp(first);
      expect(endOf(second)).toBeUndefined();
      await hangUp(second);
    });

    it('ignores commands for calls it does not have', async () => {
      const over = dial(stage.numbers.unknown);
      await has(over, 'ended');
      for (const callId of [over, randomUUID()]) {
        const before = eventsOf(callId).length;
        stage.carrier.hangUp(callId);
        stage.carrier.sendDigits(callId, '1');
        stage.carrier.mute(callId, true);
        stage.carrier.hold(callId, true);
        stage.carrier.answer(callId);
        stage.carrier.reject(callId, 'busy');
        stage.carrier.transfer(callId, stage.numbers.answers);
        stage.carrier.transferTo(callId, randomUUID());
        stage.carrier.conference([callId, over]);
        stage.carrier.forward(callId, stage.numbers.answers);
        stage.carrier.silence(callId);
        stage.carrier.stopDigits(callId);
        // Whatever those had caused would have come before the end of a whole call.
        await hangUp(await talk());
        expect(eventsOf(callId)).toHaveLength(before);
      }
    });

    it('has ended every call exactly once', () => {
      const dialed = new Set(seen.flatMap((event) => (event.type === 'dialing' ? [event.callId] : [])));
      expect(dialed.size).toBeGreaterThan(8);
      for (const callId of dialed) {
        expect(typesOf(callId).filter((type) => type === 'ended')).toHaveLength(1);
        expect(typesOf(callId).at(-1)).toBe('ended');
      }
    });
  });
}
