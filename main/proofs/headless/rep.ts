import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { Desk } from '../../calls/desk.ts';
import type { CallerStory } from './caller-stories.ts';

const RINGS_ON = '+12025550101';

/** One thing the rep does with one call, once. */
interface Deed {
  readonly what: string;
  readonly work: () => { readonly ok: boolean };
}

/**
 * The rep of these tests says yes to every question, holding the call that is up, and hangs up when the extension is
 * dialled or nobody will answer; a held call is resumed first. With who calls the rep does what the story says.
 *
 * @param done what the rep has done already; kept between two looks
 */
export function playRep(desk: Desk, done: Set<string>, stories: ReadonlyMap<string, CallerStory>): void {
  const { calls } = desk.view();
  for (const call of calls) {
    const did = (what: string): boolean => done.has(`${call.id} ${what}`);
    const deed = nextDeed(desk, call, stories.get(call.number), did, {
      settled: calls.every(isSettled),
      alone: calls.length === 1,
    });
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
  story: CallerStory | undefined,
  did: (what: string) => boolean,
  { settled, alone }: { readonly settled: boolean; readonly alone: boolean },
): Deed | undefined {
  const { id, phase, number } = call;
  const hangUp: Deed = { what: 'hang up', work: () => desk.hangUp(id) };
  switch (phase) {
    case 'asking':
      if (call.question !== 'another-call')
        return { what: `yes to ${call.question}`, work: () => desk.confirm(id, true) };
      return { what: 'yes, hold', work: () => desk.confirm(id, true, 'hold') };
    case 'incoming':
      return atRinging(desk, id, story);
    case 'ringing':
      return number === RINGS_ON ? hangUp : undefined;
    case 'talking':
      if (story === 'answered, the caller hangs up') return undefined;
      if (story === 'transferred') return { what: 'transfer', work: () => desk.transfer(id, '2025550105') };
      if (story === 'held, resumed, the rep hangs up' && !did('hold'))
        return { what: 'hold', work: () => desk.hold(id, true) };
      if (call.held) return alone ? { what: 'resume', work: () => desk.hold(id, false) } : undefined;
      if (story === 'held, resumed, the rep hangs up' && !did('resume')) return undefined;
      return settled && isDialed(call) ? hangUp : undefined;
    default:
      return undefined;
  }
}

function atRinging(desk: Desk, id: string, story: CallerStory | undefined): Deed | undefined {
  switch (story) {
    case 'nobody answers':
    case 'the caller gives up':
      return undefined;
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
