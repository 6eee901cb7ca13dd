import type { WebSocket } from 'ws';
import type { createConnections } from './connections.ts';
import type { Journal } from './journal.ts';
import type { PracticeNumber } from './numbers.ts';
import { createOutgoingCall, type OutgoingParts, type RunningCall } from './outgoing-call.ts';
import type { createRegistrar } from './registrar.ts';
import type { SipMessage } from './sip-message.ts';

/** How long a caller who calls back lets it ring, in milliseconds: longer than Outdial does. */
const CALL_BACK_PATIENCE = 60_000;

export interface CallersParts {
  readonly registrar: ReturnType<typeof createRegistrar<WebSocket>>;
  readonly domain: string;
  readonly contact: string;
  readonly journal: Journal;
  readonly connections: ReturnType<typeof createConnections>;
  send(socket: WebSocket | undefined, message: SipMessage): void;
}

/** Those who call a client: at a test's wish, for the colleague, or because they call back. */
export function createCallers(parts: CallersParts) {
  const { registrar, connections, domain, contact, journal } = parts;
  const running = new Map<string, RunningCall>();
  const callBacks = new Set<NodeJS.Timeout>();

  function call(username: string, more: Pick<OutgoingParts, 'options' | 'talksTo' | 'changed'>): RunningCall {
    const client = registrar.contact(username);
    const started = createOutgoingCall({
      ...more,
      ...{ target: client?.uri, domain, contact, journal },
      send: (message) => parts.send(registrar.contact(username)?.connection ?? client?.connection, message),
      transfer: connections.transfer,
      redirected: (caller, number) =>
        void connections.dial(
          () => caller,
          number,
          () => undefined,
        ),
    });
    running.set(started.callId, started);
    return started;
  }

  return {
    /** Calls whichever client is registered under the account; refused with 480 where there is none. */
    call,
    find: (callId: string): RunningCall | undefined => running.get(callId),
    /** After a call to a number that calls back: does so, in its time. */
    callBack(username: string, { number, callsBackAfter }: PracticeNumber): void {
      if (callsBackAfter === undefined) return;
      const timer = setTimeout(() => {
        callBacks.delete(timer);
        const options = { from: number, name: 'Practice caller', says: 'echo' } as const;
        call(username, { options: { ...options, patience: CALL_BACK_PATIENCE } });
      }, callsBackAfter);
      callBacks.add(timer);
    },
    async close(): Promise<void> {
      for (const timer of callBacks) clearTimeout(timer);
      await Promise.all([...running.values()].map((one) => one.close()));
    },
  };
}
