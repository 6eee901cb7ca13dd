import type { DigestGate } from './digest.ts';
import { replyTo } from './reply.ts';
import {
  headerOf,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
  uriOf,
  userOf,
} from './sip-message.ts';

const LONGEST_SECONDS = 600;

interface Binding<Connection> {
  /** Whose it is. */
  readonly username: string;
  readonly contact: string;
  readonly connection: Connection;
  readonly until: number;
}

/** RFC 3261 section 10 for the practice accounts, each with several clients at once. */
export function createRegistrar<Connection>(gate: DigestGate) {
  const bindings = new Map<string, Binding<Connection>>();
  const alive = () => [...bindings.values()].filter(({ until }) => until > Date.now());

  return {
    /** Answers a REGISTER; `registered` says what became of it, `challenged` waits for credentials. */
    register(
      request: SipRequest,
      connection: Connection,
    ): { answer: SipResponse; outcome: 'registered' | 'unregistered' | 'challenged' | 'refused' } {
      const verdict = gate.verdict('far end', request);
      if (verdict === 'wrong') return { answer: replyTo(request, 403), outcome: 'refused' };
      if (verdict === 'unknown-user') return { answer: replyTo(request, 404), outcome: 'refused' };
      if (verdict !== 'right') {
        const headers = gate.challenge('far end', verdict === 'stale');
        return { answer: replyTo(request, 401, { headers }), outcome: 'challenged' };
      }
      const contact = headerOf(request, 'contact');
      const seconds = secondsOf(request, contact);
      if (contact.trim() === '*') bindings.clear();
      else if (seconds === 0) bindings.delete(userOf(uriOf(contact)));
      else if (contact !== '') {
        const until = Date.now() + seconds * 1000;
        const username = userOf(uriOf(headerOf(request, 'to')));
        bindings.set(userOf(uriOf(contact)), {
          ...{ username, connection, until },
          contact: withoutExpires(contact),
        });
      }
      const headers = alive().map((binding): SipHeader => {
        const left = Math.ceil((binding.until - Date.now()) / 1000);
        return ['contact', `${binding.contact};expires=${left}`];
      });
      const outcome = seconds === 0 || contact.trim() === '*' ? 'unregistered' : 'registered';
      return { answer: replyTo(request, 200, { headers: [...headers, ...gate.told('far end')] }), outcome };
    },
    /** The connection over which the client with this contact is reached now. */
    connectionOf: (contactUser: string): Connection | undefined =>
      alive().find(({ contact }) => userOf(uriOf(contact)) === contactUser)?.connection,
    /** Where an account was last registered from, while it is. */
    contact(username: string): { readonly uri: string; readonly connection: Connection } | undefined {
      const last = alive().findLast((binding) => binding.username === username);
      return last && { uri: uriOf(last.contact), connection: last.connection };
    },
    forget(connection: Connection): void {
      for (const [user, binding] of bindings) if (binding.connection === connection) bindings.delete(user);
    },
  };
}

function withoutExpires(contact: string): string {
  return contact.replace(/;\s*expires=\d+/gi, '');
}

function secondsOf(request: SipRequest, contact: string): number {
  const asked = /;\s*expires=(\d+)/i.exec(contact)?.[1] ?? headersOf(request, 'expires')[0];
  const seconds = Number(asked ?? LONGEST_SECONDS);
  return Number.isFinite(seconds) ? Math.min(seconds, LONGEST_SECONDS) : LONGEST_SECONDS;
}
