import type { CarrierCommand } from '../ipc/carrier-contract.ts';
import type { Carrier, CarrierEvent } from '../voice/carrier.ts';

export interface FakeCarrier extends Carrier {
  /** Every command so far, in order. */
  readonly commands: CarrierCommand[];
  /** What the far end or the network does. */
  emit(event: CarrierEvent): void;
  /** The numbers dialled so far, in order. */
  dialed(): readonly string[];
}

/** A carrier that only takes notes: nothing rings until the test emits it. */
export function createFakeCarrier(): FakeCarrier {
  const commands: CarrierCommand[] = [];
  const listeners = new Set<(event: CarrierEvent) => void>();
  return {
    commands,
    dial: (callId, number) => void commands.push({ type: 'dial', callId, number }),
    answer: (callId) => void commands.push({ type: 'answer', callId }),
    reject: (callId, as) => void commands.push({ type: 'reject', callId, as }),
    hangUp: (callId) => void commands.push({ type: 'hang-up', callId }),
    sendDigits: (callId, digits) => void commands.push({ type: 'send-digits', callId, digits }),
    mute: (callId, muted) => void commands.push({ type: 'mute', callId, muted }),
    hold: (callId, held) => void commands.push({ type: 'hold', callId, held }),
    transfer: (callId, number) => void commands.push({ type: 'transfer', callId, number }),
    transferTo: (callId, otherCallId) => void commands.push({ type: 'transfer-to', callId, otherCallId }),
    conference: (callIds) => void commands.push({ type: 'conference', callIds: [...callIds] }),
    forward: (callId, number) => void commands.push({ type: 'forward', callId, number }),
    silence: (callId) => void commands.push({ type: 'silence', callId }),
    stopDigits: (callId) => void commands.push({ type: 'stop-digits', callId }),
    reconnect: () => void commands.push({ type: 'reconnect' }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    dialed: () => commands.flatMap((command) => (command.type === 'dial' ? [command.number] : [])),
  };
}
