import type { WebSocket } from 'ws';
import type { AskedBy, DigestGate } from './digest.ts';
import type { Journal } from './journal.ts';
import { practiceNumber } from './numbers.ts';
import { createPracticeCall, type PracticeCall, type PracticeCallParts } from './practice-call.ts';
import type { createRegistrar } from './registrar.ts';
import { replyTo } from './reply.ts';
import { headerOf, type SipMessage, type SipRequest, type SipResponse, userOf } from './sip-message.ts';

/** How long a client that lost its connection may take to come back before its calls are over. */
const GRACE_MILLISECONDS = 5000;
const ENDED_CALLS_KEPT = 100;

export interface ClientCallsParts
  extends Pick<PracticeCallParts, 'contact' | 'tell' | 'transfer' | 'ringColleague'> {
  /** Who asks for the password, one after the other. */
  readonly gates: readonly { readonly by: AskedBy; readonly gate: DigestGate }[];
  readonly registrar: ReturnType<typeof createRegistrar<WebSocket>>;
  readonly journal: Journal;
  send(socket: WebSocket | undefined, message: SipMessage): void;
  /** Nothing is left of a call to this number. */
  over(plan: PracticeCallParts['plan']): void;
}

/** The calls that clients make: who may make one, over which connection it goes on, and how long it is kept. */
export function createClientCalls(parts: ClientCallsParts) {
  const { gates, registrar, journal, send } = parts;
  const calls = new Map<string, PracticeCall>();
  const ended: string[] = [];
  const invited = new Set<string>();
  const graces = new Set<NodeJS.Timeout>();

  function keep(callId: string): void {
    ended.push(callId);
    const oldest = ended.length > ENDED_CALLS_KEPT ? ended.shift() : undefined;
    if (oldest !== undefined) calls.delete(oldest);
  }
  const connectionOf = (call: PracticeCall | undefined) =>
    registrar.connectionOf(userOf(call?.contactUri ?? ''));

  function refusalOf(request: SipRequest): SipResponse | undefined {
    for (const { by, gate } of gates) {
      const verdict = gate.verdict(by, request);
      if (verdict === 'right') continue;
      if (verdict === 'wrong' || verdict === 'unknown-user') return replyTo(request, 403);
      return replyTo(request, gate.status(by), { headers: gate.challenge(by, verdict === 'stale') });
    }
    return undefined;
  }

  return {
    find: (callId: string): PracticeCall | undefined => calls.get(callId),
    /** The oldest first. */
    all: (): PracticeCall[] => [...calls.values()],
    /** What is to be answered to a request that lacks the right password; undefined where it does not. */
    refusalOf,
    /** An INVITE without a tag of ours: a new call once its digest is right, or one that is repeated. */
    async invite(request: SipRequest, socket: WebSocket): Promise<void> {
      const callId = headerOf(request, 'call-id');
      const known = calls.get(callId);
      if (known !== undefined) return known.receive(request);
      const plan = practiceNumber(userOf(request.uri));
      if (!invited.has(callId)) {
        invited.add(callId);
        await journal.record('INVITE', callId, { number: plan.number });
      }
      const refusal = refusalOf(request);
      if (refusal !== undefined) return send(socket, refusal);
      const { contact, tell, transfer, ringColleague } = parts;
      const call: PracticeCall = createPracticeCall({
        ...{ invite: request, plan, journal, contact, tell, transfer, ringColleague },
        send: (message) => send(connectionOf(call) ?? socket, message),
        onOver: () => {
          keep(callId);
          parts.over(plan);
        },
      });
      calls.set(callId, call);
    },
    /** The connection is gone; calls whose client does not come back in time are over. */
    connectionGone(socket: WebSocket): void {
      const orphans = [...calls.values()].filter(
        (call) => call.leg().state !== 'over' && connectionOf(call) === socket,
      );
      registrar.forget(socket);
      void journal.record('gone', '');
      const grace = setTimeout(() => {
        graces.delete(grace);
        for (const call of orphans) if (connectionOf(call) === undefined) void call.close();
      }, GRACE_MILLISECONDS);
      graces.add(grace);
    },
    async close(): Promise<void> {
      for (const grace of graces) clearTimeout(grace);
      await Promise.all([...calls.values()].map((call) => call.close()));
    },
  };
}
