import { createIncoming } from '../../app/calls/incoming-call.ts';
import { mayRing } from '../../app/calls/line.ts';
import type { Clock } from '../../app/clock.ts';
import type { Carrier, CarrierEvent } from '../../app/voice/carrier.ts';
import type { CallerDirectory } from '../outreach/caller-directory.ts';
import type { CallList } from './call-list.ts';
import type { CallRunner } from './call-runner.ts';
import { createIncomingLimit } from './incoming-limit.ts';
import type { NoticeBoard } from './notice-board.ts';

export interface IncomingRules {
  /** How long an incoming call rings before the phone system has it back, in milliseconds. */
  readonly ringFor: number;
  /** Whether Outreach is to have incoming calls: it is configured. */
  readonly logged: boolean;
}

/** Lets incoming calls in, but no flood of them: they ring at once, and who calls is found out while they do. */
export function createIncomingDoor(parts: {
  readonly list: CallList;
  readonly runner: CallRunner;
  readonly carrier: Pick<Carrier, 'reject'>;
  readonly notices: NoticeBoard;
  readonly clock: Clock;
  readonly rules: IncomingRules;
  readonly callers?: CallerDirectory | undefined;
}): (event: Extract<CarrierEvent, { type: 'incoming' }>) => void {
  const { list, runner, carrier, notices, clock, rules, callers } = parts;
  const limit = createIncomingLimit(clock.now);
  return ({ callId: id, from, to, name: displayName, sipCallId }) => {
    // Told twice: it rings already, or is over.
    if (list.knows(id)) return;
    if (!limit.admits()) {
      carrier.reject(id, 'busy');
      notices.replace(limit.turnedAway(from));
      return;
    }
    const lineBusy = !mayRing(list.allActive());
    runner.begin(
      createIncoming({ id, from, to, displayName, sipCallId, ...rules, lineBusy, at: clock.now() }),
    );
    void callers?.callerOf(from).then((caller) => {
      if (caller !== undefined) runner.post(id, { type: 'caller-known', caller });
    });
  };
}
