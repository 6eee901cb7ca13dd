import type { IncomingKind } from './call-kinds.ts';
import type { RepStory } from './headless/rep-stories.ts';

/** What the n-th call of the day is beside a call that is dialled and ends. */
export interface DayCall {
  readonly story?: RepStory;
  /** A second call, dialled from a link. */
  readonly second?: 'anybody' | 'somebody who answers' | 'for help';
  /** Somebody calls: during this call, or in its place. */
  readonly caller?: IncomingKind;
  readonly callsInstead?: boolean;
}

const caller = (story: IncomingKind['story'], final: string): IncomingKind => ({ name: story, story, final });

const WITH_COMPANY: readonly DayCall[] = [
  { second: 'anybody' },
  { second: 'somebody who answers', story: 'conference' },
  { second: 'somebody who answers', story: 'connected with each other' },
  { second: 'for help' },
  { caller: caller('answered, the rep hangs up', 'completed') },
  { caller: caller('sent to another number', 'busy') },
  { caller: caller('ignored, nobody answers', 'no answer') },
];

const CALLERS: readonly IncomingKind[] = [
  caller('answered, the caller hangs up', 'completed'),
  caller('sent to another number', 'busy'),
  caller('ignored, then answered', 'completed'),
  caller('held, resumed, the rep hangs up', 'completed'),
  caller('rejected', 'busy'),
  caller('transferred', 'completed'),
];

/** Every ninth call has company, every ninth is transferred, and in the place of every ninth somebody calls. */
export function dayCall(n: number): DayCall {
  const turn = Math.floor(n / 9);
  const incoming = CALLERS[turn % CALLERS.length];
  if (n % 9 === 0) return WITH_COMPANY[turn % WITH_COMPANY.length] ?? {};
  if (n % 9 === 4) return { story: 'transferred' };
  return n % 9 === 6 && incoming !== undefined ? { caller: incoming, callsInstead: true } : {};
}
