import type { Clock } from '../../app/clock.ts';
import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import type { SipAccount } from '../../app/ipc/phone-line.ts';
import type { Carrier, CarrierEvent, EndReason, Registration } from '../../app/voice/carrier.ts';
import { endReasonOf } from '../../app/voice/end-reason.ts';
import { registrationFailureOf } from '../../app/voice/registration-failure.ts';
import { serversOf } from '../../app/voice/server-order.ts';
import { createPageReloads } from './page-reloads.ts';
import { anyCertificateIsBad } from './server-certificate.ts';

/** How long quitting waits for the last hang-up, in milliseconds. */
const LAST_HANG_UP_MILLISECONDS = 1000;
/** How long an order to dial waits for the voice page before it counts as failed, in milliseconds. */
const PAGE_PATIENCE_MILLISECONDS = 15_000;

export interface SipCarrierParts {
  /** To the voice page; called only between `pageReady` and `pageGone`. */
  send(command: CarrierCommand): void;
  readonly clock: Clock;
  /** Null where none is configured, or nobody has signed in yet. */
  readonly account: SipAccount | null;
  reloadPage(): void;
  /** One line without numbers or names. */
  log(line: string): void;
}

export interface SipCarrier extends Carrier {
  /** The voice page is up and listens; what waited for it is sent. The answer of 'voice.ready'. */
  pageReady(): { account: SipAccount | null };
  /** Another account from now on, or none; the line is opened anew, and calls on the old one end with it. */
  setAccount(account: SipAccount | null): void;
  /** Whether any leg is up, ringing or being dialled. */
  inCall(): boolean;
  /** What the voice page reports. Calls that nobody here knows are ignored. */
  report(event: CarrierEvent): void;
  /** The voice page crashed or went away: its legs are over, and it is loaded again. */
  pageGone(reason: string): void;
  /** Resolves when no leg is left, or after a second: so long the last BYE or CANCEL has to leave. */
  settled(): Promise<void>;
  close(): void;
}

interface Leg {
  readonly direction: 'outbound' | 'inbound';
  answered: boolean;
  rang: boolean;
  /** Ends the wait for the voice page while `dial` is still queued. */
  stopWaiting?: (() => void) | undefined;
}

/**
 * The Voice port in main: hands commands to the hidden voice page and its reports to the subscribers. It
 * outlives the page, so that every leg has exactly one `ended`, whatever becomes of the page.
 */
export function createSipCarrier(parts: SipCarrierParts): SipCarrier {
  const { clock, log } = parts;
  let { account } = parts;
  const listeners = new Set<(event: CarrierEvent) => void>();
  const legs = new Map<string, Leg>();
  let queue: CarrierCommand[] = [];
  let ready = false;
  let closed = false;
  let allEnded = (): void => {};
  let registration: Registration | undefined;
  const reloads = createPageReloads({
    clock,
    log,
    reload: () => parts.reloadPage(),
    gaveUp: (failure) => registrationIs({ status: 'failed', failure }),
  });

  function emit(event: CarrierEvent): void {
    for (const listener of [...listeners]) listener(event);
  }
  function end(callId: string, reason: EndReason): void {
    legs.get(callId)?.stopWaiting?.();
    if (legs.delete(callId)) emit({ type: 'ended', callId, reason });
    if (legs.size === 0) allEnded();
  }
  function post(command: CarrierCommand): void {
    if (closed) return;
    if (ready) parts.send(command);
    else queue.push(command);
  }
  function postFor(callId: string, command: CarrierCommand): void {
    if (legs.has(callId)) post(command);
  }
  function forget(callId: string, reason: EndReason): void {
    queue = queue.filter((command) => !('callId' in command) || command.callId !== callId);
    end(callId, reason);
  }
  function registrationIs(next: Registration): void {
    registration = next;
    emit({ type: 'registration', registration: next });
    if (next.status === 'failed' && next.failure.code === 'server-unreachable') void lookCloser(next);
  }
  /** A page is not told why a connection failed; a bad certificate is worth its own words. */
  async function lookCloser(failed: Registration): Promise<void> {
    if (account === null || !(await anyCertificateIsBad(serversOf(account)))) return;
    if (closed || registration !== failed) return;
    registrationIs({ status: 'failed', failure: registrationFailureOf({ kind: 'certificate' }) });
  }
  /** Legs the page had are gone with it; orders it has never seen go on waiting. */
  function loseLegs(): void {
    for (const [callId, { direction, answered, rang, stopWaiting }] of [...legs]) {
      if (stopWaiting !== undefined) continue;
      end(callId, endReasonOf({ direction, answered, rang, byUs: false, breakage: 'carrier' }));
    }
  }

  return {
    dial(callId, number) {
      if (legs.has(callId)) return;
      const leg: Leg = { direction: 'outbound', answered: false, rang: false };
      legs.set(callId, leg);
      if (!ready) {
        leg.stopWaiting = clock.after(PAGE_PATIENCE_MILLISECONDS, () => {
          log('voice: the page did not come up in time for a call');
          forget(callId, { cause: 'setup-failed', text: 'the phone part of the program did not start' });
        });
      }
      post({ type: 'dial', callId, number });
    },
    answer: (callId) => postFor(callId, { type: 'answer', callId }),
    reject: (callId, as) => postFor(callId, { type: 'reject', callId, as }),
    hangUp(callId) {
      const leg = legs.get(callId);
      if (leg?.stopWaiting === undefined) return postFor(callId, { type: 'hang-up', callId });
      // The page has not even heard of it. The event comes after this call has returned, like all others.
      clock.after(0, () => {
        if (leg.stopWaiting === undefined) postFor(callId, { type: 'hang-up', callId });
        else forget(callId, endReasonOf({ ...leg, byUs: true }));
      });
    },
    sendDigits: (callId, digits) => postFor(callId, { type: 'send-digits', callId, digits }),
    mute: (callId, muted) => postFor(callId, { type: 'mute', callId, muted }),
    hold: (callId, held) => postFor(callId, { type: 'hold', callId, held }),
    transfer: (callId, number) => postFor(callId, { type: 'transfer', callId, number }),
    transferTo: (callId, otherCallId) => {
      if (legs.has(otherCallId)) postFor(callId, { type: 'transfer-to', callId, otherCallId });
    },
    conference: (callIds) => post({ type: 'conference', callIds: callIds.filter((id) => legs.has(id)) }),
    forward: (callId, number) => postFor(callId, { type: 'forward', callId, number }),
    silence: (callId) => postFor(callId, { type: 'silence', callId }),
    stopDigits: (callId) => postFor(callId, { type: 'stop-digits', callId }),
    reconnect() {
      if (reloads.startOver()) return;
      if (ready) post({ type: 'reconnect' });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    pageReady() {
      // Loaded again without a word, by a reload from outside: what it had is lost all the same.
      if (ready) loseLegs();
      ready = true;
      for (const leg of legs.values()) {
        leg.stopWaiting?.();
        leg.stopWaiting = undefined;
      }
      const waiting = queue;
      queue = [];
      for (const command of waiting) post(command);
      return { account };
    },
    setAccount(next) {
      account = next;
      if (ready) post({ type: 'account', account });
    },
    inCall: () => legs.size > 0,
    report(event) {
      if (closed) return;
      if (event.type === 'registration') return registrationIs(event.registration);
      // It may be of a call that is long over, or of an earlier run.
      if (event.type === 'recording') return emit(event);
      if (event.type === 'conference') return emit(event);
      if (event.type === 'incoming') {
        if (legs.has(event.callId)) return;
        legs.set(event.callId, { direction: 'inbound', answered: false, rang: true });
        return emit(event);
      }
      const leg = legs.get(event.callId);
      if (leg === undefined) return;
      if (event.type === 'ringing') leg.rang = true;
      if (event.type === 'answered') leg.answered = true;
      if (event.type === 'ended') return end(event.callId, event.reason);
      emit(event);
    },
    pageGone(reason) {
      if (closed) return;
      log(`voice: the page is gone (${reason})`);
      ready = false;
      registrationIs({ status: 'connecting' });
      loseLegs();
      reloads.pageGone();
    },
    settled() {
      if (legs.size === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const stop = clock.after(LAST_HANG_UP_MILLISECONDS, resolve);
        allEnded = () => {
          stop();
          resolve();
        };
      });
    },
    close() {
      closed = true;
      reloads.close();
      for (const leg of legs.values()) leg.stopWaiting?.();
      legs.clear();
      listeners.clear();
    },
  };
}
