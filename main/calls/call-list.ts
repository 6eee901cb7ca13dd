import type { Call } from '../../app/calls/call.ts';
import { callView, loggingOf } from '../../app/calls/call-view.ts';
import { holdsLine } from '../../app/calls/line.ts';
import type { CallView } from '../../app/ipc/contract.ts';
import type { Deliveries } from '../../app/outbox/deliveries.ts';

const RECENT = 20;

/** The calls the desk holds: those that are up, in the order they came, and the last ones that are over. */
export interface CallList {
  active(callId: string): Call | undefined;
  allActive(): readonly Call[];
  /** An active call or one of the recent ones, compared without case. */
  withOutreachCallId(outreachCallId: string): Call | undefined;
  /** Whether a call other than this one holds the line. */
  lineBusyFor(callId: string): boolean;
  put(call: Call): void;
  /** Outreach has answered, or is owed more: what the view says of it is read again. */
  loggingChanged(callId: string): void;
  view(): { calls: CallView[]; recent: CallView[] };
}

/** @param stored the last calls from the disk, newest first; read once, when first needed */
export function createCallList(outbox: Deliveries, stored: (limit: number) => readonly Call[]): CallList {
  const up = new Map<string, Call>();
  const logging = new Map<string, ReturnType<typeof loggingOf>>();
  let over: readonly Call[] | undefined;

  const recent = (): readonly Call[] => {
    over ??= stored(RECENT).filter((call) => call.phase === 'ended');
    return over;
  };
  const viewOf = (call: Call): CallView => {
    const known = logging.get(call.id) ?? loggingOf(outbox.entriesOf(call.id));
    logging.set(call.id, known);
    return callView(call, known);
  };

  return {
    active: (callId) => up.get(callId),
    allActive: () => [...up.values()],
    withOutreachCallId(outreachCallId) {
      const wanted = outreachCallId.toLowerCase();
      return [...up.values(), ...recent()].find((call) => call.outreachCallId?.toLowerCase() === wanted);
    },
    lineBusyFor: (callId) => [...up.values()].some((call) => call.id !== callId && holdsLine(call)),
    put(call) {
      if (call.phase !== 'ended') {
        up.set(call.id, call);
        return;
      }
      up.delete(call.id);
      const others = recent().filter((other) => other.id !== call.id);
      over = [call, ...others].sort((a, b) => b.startedAt - a.startedAt).slice(0, RECENT);
      const shown = new Set([...over, ...up.values()].map((shownCall) => shownCall.id));
      for (const callId of logging.keys()) if (!shown.has(callId)) logging.delete(callId);
    },
    loggingChanged(callId) {
      logging.delete(callId);
    },
    view: () => ({ calls: [...up.values()].map(viewOf), recent: recent().map(viewOf) }),
  };
}
