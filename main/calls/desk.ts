import type { Call, OtherCalls } from '../../app/calls/call.ts';
import type { CallStore } from '../../app/calls/call-store.ts';
import type { CostCheck } from '../../app/calls/cost-rule.ts';
import { createCall } from '../../app/calls/new-call.ts';
import { mayTakeLine } from '../../app/calls/refusals.ts';
import { hasLeg } from '../../app/calls/step.ts';
import type { Clock } from '../../app/clock.ts';
import type { Notice, Snapshot } from '../../app/ipc/snapshot-schema.ts';
import type { Deliveries } from '../../app/outbox/deliveries.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import {
  DEFAULT_EXTENSION_WAIT_SECONDS,
  DEFAULT_RING_SECONDS,
  type DialingSettings,
  type RecordingSettings,
} from '../../app/settings/settings.ts';
import { type EmergencyNumbers, emergencyNumbers } from '../../app/tel/emergency.ts';
import { type DialRequest, readTelLink } from '../../app/tel/tel-link.ts';
import { readTypedNumber } from '../../app/tel/typed-number.ts';
import type { Carrier } from '../../app/voice/carrier.ts';
import type { CallerDirectory } from '../outreach/caller-directory.ts';
import { type CallCommands, createCallCommands } from './call-commands.ts';
import { createCallList } from './call-list.ts';
import { createCallRunner } from './call-runner.ts';
import { followCarrier } from './carrier-news.ts';
import { followDeliveries } from './delivery-news.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createIncomingDoor, type IncomingRules } from './incoming-door.ts';
import { createLinkLimit } from './link-limit.ts';
import { createNoticeBoard } from './notice-board.ts';
import { alreadyEnded, badLink, notStored } from './notices.ts';
import { createNumberDoor } from './number-door.ts';
import { createRecorder } from './recorder.ts';

export interface DeskParts {
  readonly calls: CallStore;
  readonly outbox: Deliveries;
  readonly carrier: Carrier;
  readonly clock: Clock;
  /** A new UUID each time. */
  readonly newId: () => string;
  readonly dialing: DialingSettings;
  /** Without one, no number is asked about for its cost. */
  readonly costs?: CostCheck | undefined;
  /** Thirty seconds, and logged, unless told otherwise. */
  readonly incoming?: IncomingRules | undefined;
  /** Without one, nobody is named but by the phone system. */
  readonly callers?: CallerDirectory | undefined;
  /** Only what is one everywhere, unless told otherwise. */
  readonly emergency?: EmergencyNumbers | undefined;
  /** Which recordings' addresses Outreach may be given, and where they are by rule. */
  readonly recordings?: RecordingSettings | undefined;
  /** The phone-contexts in which the rep's own phone system dials local numbers, such as its SIP domain. */
  readonly phoneContexts?: readonly string[] | undefined;
  /** One line for the log; never holds a number, a name or a call-id of Outreach's. */
  readonly log: (line: string) => void;
}

const DEFAULT_RING_FOR = DEFAULT_RING_SECONDS * 1000;

/** Whether the phone system has it and nobody has hung up. */
function isUp(call: Call): boolean {
  return call.direction === 'outbound' && hasLeg(call) && call.closing === undefined;
}

/** Whether it waits for nothing: neither for a yes nor for the line. */
function isOnLine(call: Call): boolean {
  return hasLeg(call) && call.waitsForLine !== true;
}

/** Owns the calls: takes what happens, advances the call, stores it, runs the effects. */
export interface Desk extends CallCommands {
  /** After a start: closes what a crash cut off. Call once, before the first link. */
  recover(): void;
  /** A raw `tel:` link as the system handed it over. A bad one becomes a notice, and nothing is dialled. */
  openLink(raw: string): void;
  /**
   * A number the rep typed. `others`: what becomes of the call that has the line; the rep is asked where nothing is said.
   * Fails with the parser's code and words, `cannot-hold` or `too-many-calls`.
   */
  dial(text: string, others?: OtherCalls): Result<{ callId: string }>;
  dismissNotice(id: string): void;
  addNotice(notice: Omit<Notice, 'id'>): void;
  /** Calls that are up, in the order they came; the last 20 that are over, newest first; open notices. */
  view(): Pick<Snapshot, 'calls' | 'recent' | 'notices'>;
  /** `listener` is called after each change. Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
  /** Ends every call as the rep's own doing, and stops. The updates owed are stored, and sent when there is time. */
  close(): void;
}

export function createDesk(parts: DeskParts): Desk {
  const { carrier, clock, dialing, log, newId, outbox } = parts;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    heartbeat.look();
    for (const listener of listeners) listener();
  };
  const notices = createNoticeBoard(newId, () => changed());
  const recorder = createRecorder(parts.calls, (error) => {
    log('the disk refused a step of a call');
    notices.add(notStored(error));
  });
  const list = createCallList(outbox, (limit) => recorder.recent(limit));
  const heartbeat = createHeartbeat(
    clock,
    () => list.allActive().length > 0,
    () =>
      recorder.touch(
        list.allActive().map((call) => call.id),
        clock.now(),
      ),
  );
  const runner = createCallRunner({
    ...{ list, recorder, outbox, carrier, clock, notices, changed, log },
    costs: parts.costs,
    recordings: parts.recordings,
    extensionWait: (dialing.extensionWaitSeconds ?? DEFAULT_EXTENSION_WAIT_SECONDS) * 1000,
  });
  const incoming = createIncomingDoor({
    ...{ list, runner, carrier, notices, clock, callers: parts.callers },
    rules: parts.incoming ?? { ringFor: DEFAULT_RING_FOR, logged: true },
  });
  const limit = createLinkLimit(clock.now);
  const unfollow = [
    followCarrier(carrier, list, runner, incoming),
    followDeliveries(outbox, list, runner, changed),
  ];

  const emergency = parts.emergency ?? emergencyNumbers(dialing.homeCountries ?? [], []);
  const numbers = createNumberDoor(parts.costs, emergency);
  const commands = createCallCommands({ list, runner, carrier, numbers, notices });

  return {
    ...commands,
    recover() {
      for (const call of recorder.unfinished()) {
        const lastAlive = recorder.lastAlive(call.id);
        runner.adopt(call);
        runner.post(call.id, { type: 'cut-off', lastAlive });
      }
    },
    openLink(raw) {
      const read = readLink(raw);
      if (!read.ok) {
        log(`link refused: ${read.failure.code} at ${read.failure.at}`);
        notices.add(badLink(read.failure));
        return;
      }
      if (!admitted(read.value)) return;
      const opened = openRequest(read.value);
      if (!opened.ok) notices.add(alreadyEnded);
    },
    dial(text, others) {
      // A link of Outreach's, pasted: its call-id must not be lost on the way.
      if (/^\s*tel:/i.test(text)) {
        const link = readLink(text);
        if (link.ok && link.value.outreachCallId !== undefined) return openRequest(link.value);
      }
      const read = readTypedNumber(text);
      if (!read.ok) return read;
      const { number, extension } = read.value;
      if (emergency.typed(number)) {
        const same = upWith(number);
        if (same !== undefined) return ok({ callId: same.id });
      } else if (others !== undefined) {
        const free = mayTakeLine(list.allActive(), others, true);
        if (!free.ok) return free;
      }
      return ok({ callId: begin({ origin: 'dialer', number, extension, rule: 'at once', others }) });
    },
    dismissNotice: (id) => notices.dismiss(id),
    addNotice: (notice) => notices.add(notice),
    view: () => ({ ...list.view(), notices: notices.all() }),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      // Those that could be dialled, answered or resumed first: the end of another must not give its line to them.
      const calls = [...list.allActive()].sort((a, b) => Number(isOnLine(a)) - Number(isOnLine(b)));
      for (const call of calls) runner.post(call.id, { type: 'closing' });
      for (const end of unfollow) end();
      heartbeat.close();
      listeners.clear();
    },
  };

  function readLink(raw: string): ReturnType<typeof readTelLink> {
    return readTelLink(raw, { contexts: parts.phoneContexts ?? [] });
  }

  /** An emergency call that is being made must not be ended by a second press for the same. */
  function upWith(number: string): Call | undefined {
    return list.allActive().find((call) => call.number === number && isUp(call));
  }

  function callOf(outreachCallId: string): Call | undefined {
    return list.withOutreachCallId(outreachCallId) ?? recorder.findByOutreachCallId(outreachCallId);
  }

  /** Emergency calls and calls that are known already are no part of a flood. */
  function admitted({ number, outreachCallId }: DialRequest): boolean {
    if (emergency.typed(number)) return true;
    if (outreachCallId !== undefined && callOf(outreachCallId) !== undefined) return true;
    const open = list.allActive().filter(({ phase }) => phase === 'asking' || phase === 'confirming').length;
    if (limit.admits(open)) return true;
    log('link turned away: too many');
    notices.replace(limit.turnedAway(number));
    return false;
  }

  /** One call for one call-id of Outreach's, however often its link comes. */
  function openRequest({
    number,
    extension,
    fromOutreach,
    outreachCallId,
  }: DialRequest): Result<{ callId: string }> {
    // Without a call-id Outreach can't be asked about the call, nor told of it.
    if (!fromOutreach || outreachCallId === undefined) {
      const same = emergency.linked(number) ? upWith(number) : undefined;
      if (same !== undefined) return ok({ callId: same.id });
      return ok({ callId: begin({ origin: 'link', number, extension, rule: dialing.otherLinks }) });
    }
    const known = callOf(outreachCallId);
    if (known === undefined) {
      const rule = dialing.outreachLinks;
      return ok({ callId: begin({ origin: 'outreach', number, extension, outreachCallId, rule }) });
    }
    log(`link again: call ${known.id} is ${known.phase}`);
    return known.phase === 'ended' ? fail(alreadyEnded.code, alreadyEnded.message) : ok({ callId: known.id });
  }

  function begin(
    wanted: Pick<
      Parameters<typeof createCall>[0],
      'origin' | 'number' | 'extension' | 'outreachCallId' | 'rule' | 'others'
    >,
  ): string {
    const id = newId();
    const { number, origin } = wanted;
    const typed = origin === 'dialer';
    const forHelp = emergency.linked(number);
    const urgent = forHelp || (typed && emergency.typed(number));
    const costly = parts.costs === undefined ? false : parts.costs.known(number, typed);
    const cost = costly === undefined ? 'unknown' : costly ? 'ask' : undefined;
    runner.begin(
      createCall({ ...wanted, id, emergency: urgent, forHelp, cost, ...list.lineFor(id), at: clock.now() }),
    );
    return id;
  }
}
