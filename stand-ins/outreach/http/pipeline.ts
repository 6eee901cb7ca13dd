import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Answer, Handler, Incoming } from './exchange.ts';
import { parseJson } from './exchange.ts';
import { type Fault, type Faults, faultAnswer, statusOf } from './faults.ts';
import type { Journal, JournalEntry, Phase, RequestEvent } from './journal.ts';

export type RequestListener = (event: RequestEvent) => void | Promise<void>;

export interface Pipeline {
  run(incoming: Incoming, request: IncomingMessage, response: ServerResponse): Promise<void>;
  onRequest(listener: RequestListener): () => void;
}

/** The way of every request to the API and to OAuth: journal, listeners, faults, effect, answer. */
export function createPipeline(ports: {
  readonly handle: Handler;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly clock: OutreachClock;
  readonly revokeTokens: () => void;
  readonly onChange: () => void;
}): Pipeline {
  const { handle, journal, faults, clock } = ports;
  const listeners = new Set<RequestListener>();

  async function tell(entry: JournalEntry, phase: Phase): Promise<void> {
    ports.onChange();
    for (const listener of listeners) await listener({ ...entry, phase });
  }

  function prepare(fault: Fault): void {
    if (fault.revokeTokens) ports.revokeTokens();
    if (fault.clockOffsetMs !== undefined) clock.setOffset(fault.clockOffsetMs);
  }

  function answerOf(incoming: Incoming, fault: Fault | undefined): Answer {
    const replaced = fault !== undefined && statusOf(fault) !== undefined;
    if (replaced && !fault.afterEffect) return faultAnswer(fault);
    const answer = handle(incoming);
    return replaced ? faultAnswer(fault) : answer;
  }

  return {
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async run(incoming, request, response) {
      let entry = journal.begin(incoming, clock.real());
      await tell(entry, 'before-effect');
      const fault = faults.next(incoming);
      if (fault !== undefined) {
        entry = journal.amend(entry, { fault: fault.words });
        prepare(fault);
        if (fault.delayMs !== undefined) await wait(fault.delayMs);
        if (fault.reset === 'before') {
          request.socket.resetAndDestroy();
          return tell(entry, 'after-answer');
        }
      }
      const answer = answerOf(incoming, fault);
      const error = answer.status < 400 ? undefined : (parseJson(answer.text)?.value ?? answer.text);
      entry = journal.amend(entry, { status: answer.status, error });
      await tell(entry, 'after-effect');
      if (fault?.answerDelayMs !== undefined) await wait(fault.answerDelayMs);
      if (fault?.reset === 'after') request.socket.resetAndDestroy();
      else if (!response.destroyed) {
        const closed = once(response, 'close');
        const date = new Date(clock.now()).toUTCString();
        const length = answer.status === 204 ? {} : { 'content-length': Buffer.byteLength(answer.text) };
        response.writeHead(answer.status, { date, ...length, ...answer.headers });
        response.end(answer.text);
        await closed;
        if (response.writableFinished) entry = journal.amend(entry, { answeredAt: clock.real() });
      }
      await tell(entry, 'after-answer');
    },
  };
}
