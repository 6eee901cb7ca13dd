import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Desk } from '../../calls/desk.ts';
import type { CallerStory } from './caller-stories.ts';
import type { RepStory } from './rep-stories.ts';

const RINGS_ON = '+12025550101';

/** One thing the rep does with one call, once. */
interface Deed {
  readonly what: string;
  readonly work: () => { readonly ok: boolean };
}

export interface Script {
  /** Each caller's story, by number. */
  readonly callers: ReadonlyMap<string, CallerStory>;
  /** Of the calls that were dialled. */
  readonly story: RepStory | undefined;
  /** A second call is to come before the first one ends. */
  readonly awaitsCompany: boolean;
}

/**
 * The rep of these tests says yes to every question, holding the call that is up, and hangs up when the extension is
 * dialled or nobody will answer; a held call is resumed first. Where there is a story the rep does what it says.
 *
 * @param done what the rep has done already; kept between two looks
 */
export function playRep(desk: Desk, done: Set<string>, script: Script): void {
  const { calls } = desk.view();
  for (const call of calls) {
    const did = (what: string): boolean => done.has(`${call.id} ${what}`);
    const deed = nextDeed(desk, call, calls, script, did);
    if (deed === undefined || did(deed.what)) continue;
    const mark = `${call.id} ${deed.what}`;
    done.add(mark);
    setImmediate(() => {
      // Refused for now, as holding is before the answer: tried again at the next change.
      if (!deed.work().ok) done.delete(mark);
    });
  }
}

/** Nothing is about to be dialled or answered: the rep has the time to end a call. */
function isSettled({ phase, number }: CallView): boolean {
  return phase === 'talking' || (phase === 'ringing' && number === RINGS_ON);
}

function nextDeed(
  desk: Desk,
  call: CallView,
  calls: readonly CallView[],
  script: Script,
  did: (what: string) => boolean,
): Deed | undefined {
  const { id, phase, number } = call;
  const story = call.direction === 'inbound' ? script.callers.get(number) : script.story;
  const hangUp: Deed = { what: 'hang up', work: () => desk.hangUp(id) };
  switch (phase) {
    case 'asking':
      if (call.question !== 'another-call')
        return { what: `yes to ${call.question}`, work: () => desk.confirm(id, true) };
      return { what: 'yes, hold', work: () => desk.confirm(id, true, 'hold') };
    case 'incoming':
      return atRinging(desk, id, script.callers.get(number), did);
    case 'ringing':
      return number === RINGS_ON ? hangUp : undefined;
    case 'talking':
      if (story === 'answered, the caller hangs up') return undefined;
      if (story === 'transferred') return { what: 'transfer', work: () => desk.transfer(id, '2025550105') };
      if (script.awaitsCompany) return undefined;
      if (calls.length === 2 && (story === 'conference' || story === 'connected with each other'))
        return atTwo(desk, call, calls, story);
      if (story === 'held, resumed, the rep hangs up' && !did('hold'))
        return { what: 'hold', work: () => desk.hold(id, true) };
      if (call.held)
        return calls.length === 1 ? { what: 'resume', work: () => desk.hold(id, false) } : undefined;
      if (story === 'held, resumed, the rep hangs up' && !did('resume')) return undefined;
      return calls.every(isSettled) && isDialed(call) ? hangUp : undefined;
    default:
      return undefined;
  }
}

/** Two calls are up: once both are answered they are joined, and then hung up, or connected with each other. */
function atTwo(
  desk: Desk,
  { id, inConference, held }: CallView,
  calls: readonly CallView[],
  story: 'conference' | 'connected with each other',
): Deed | undefined {
  if (inConference === true) return { what: 'hang up', work: () => desk.hangUp(id) };
  const [first] = calls;
  const other = calls.find((call) => call.id !== id);
  if (other === undefined || !calls.every(({ phase }) => phase === 'talking')) return undefined;
  if (story === 'conference')
    return id === first?.id ? { what: 'join', work: () => desk.conference() } : undefined;
  return held ? undefined : { what: 'connect', work: () => desk.transferTo(id, other.id) };
}

function atRinging(
  desk: Desk,
  id: string,
  story: CallerStory | undefined,
  did: (what: string) => boolean,
): Deed | undefined {
  switch (story) {
    case 'nobody answers':
    case 'the caller gives up':
      return undefined;
    case 'ignored, nobody answers':
    case 'ignored, then answered':
      if (!did('ignore')) return { what: 'ignore', work: () => desk.ignore(id) };
      return story === 'ignored, then answered' ? { what: 'answer', work: () => desk.answer(id) } : undefined;
    case 'rejected':
      return { what: 'no', work: () => desk.reject(id) };
    case 'sent to another number':
      return { what: 'send on', work: () => desk.forward(id, '2025550105') };
    default:
      return { what: 'answer', work: () => desk.answer(id) };
  }
}

function isDialed({ extensionProgress }: CallView): boolean {
  return !['waiting', 'counting', 'dialing'].includes(extensionProgress?.status ?? '');
}
