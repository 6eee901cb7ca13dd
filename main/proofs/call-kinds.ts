import type { CallerStory } from './headless/caller-stories.ts';
import type { RepStory } from './headless/rep-stories.ts';
import type { FarEnd } from './headless/scripted-carrier.ts';

/** What Outreach does to the requests of one call; the stand-in's fault rules as far as they are used here. */
export interface Trouble {
  readonly method: 'PATCH' | 'POST';
  readonly path?: string;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly reset?: 'before' | 'after';
  readonly delayMs?: number;
  readonly answerDelayMs?: number;
  readonly afterEffect?: boolean;
  readonly times?: number;
  readonly skip?: number;
}

/** One kind of call, told from both ends. */
export interface CallKind {
  readonly name: string;
  readonly farEnd: FarEnd;
  readonly extension?: string;
  /** How often the system hands over the link. */
  readonly links?: number;
  readonly story?: RepStory;
  /** A second call beside it: dialled from a link, or one that comes in. */
  readonly company?: {
    readonly when: 'at once' | 'talking';
    readonly farEnd: FarEnd;
    readonly final: string;
  };
  readonly caller?: IncomingKind;
  readonly trouble?: readonly Trouble[];
  /** The final state where nobody kills anything. */
  readonly final: string;
}

/** One that is held for a second one, which is asked about at once and dialled when the first is answered. */
const SECOND = { when: 'at once', farEnd: 'answers', final: 'completed' } as const;

export const CALL_KINDS: readonly CallKind[] = [
  { name: 'answered, with an extension', farEnd: 'answers', extension: '12', final: 'completed' },
  { name: 'busy', farEnd: 'busy', final: 'busy' },
  { name: 'canceled while it rings', farEnd: 'rings on', final: 'canceled' },
  { name: 'never answered', farEnd: 'never answers', final: 'no answer' },
  { name: 'the number does not exist', farEnd: 'does not exist', final: 'failed' },
  { name: 'the link comes twice', farEnd: 'answers', links: 2, final: 'completed' },
  {
    name: 'Outreach answers 503, then 429',
    farEnd: 'answers',
    trouble: [
      { method: 'PATCH', status: 503, times: 1 },
      { method: 'PATCH', retryAfter: 1, skip: 1, times: 1 },
    ],
    final: 'completed',
  },
  {
    name: 'Outreach breaks the connection, before and after the effect',
    farEnd: 'answers',
    trouble: [
      { method: 'PATCH', reset: 'after', times: 1 },
      { method: 'PATCH', reset: 'before', skip: 1, times: 1 },
    ],
    final: 'completed',
  },
  {
    name: 'Outreach is slow, before and after the effect',
    farEnd: 'busy',
    trouble: [
      { method: 'PATCH', delayMs: 60, times: 1 },
      { method: 'PATCH', answerDelayMs: 60, times: 1 },
    ],
    final: 'busy',
  },
  {
    name: "a proxy's 502 although the update arrived",
    farEnd: 'rings on',
    trouble: [{ method: 'PATCH', status: 502, afterEffect: true, times: 1 }],
    final: 'canceled',
  },
  { name: 'transferred', farEnd: 'answers', story: 'transferred', final: 'completed' },
  { name: 'held for a second call, and resumed', farEnd: 'answers', company: SECOND, final: 'completed' },
  {
    name: 'connected with a second call',
    ...{ farEnd: 'answers', story: 'connected with each other', company: SECOND, final: 'completed' },
  },
  {
    name: 'in a conference with a second call',
    ...{ farEnd: 'answers', story: 'conference', company: SECOND, final: 'completed' },
  },
  {
    name: 'held for an emergency call',
    ...{ farEnd: 'answers', final: 'completed' },
    company: { when: 'talking', farEnd: 'helps', final: 'completed' },
  },
  { name: 'an emergency call', farEnd: 'helps', final: 'completed' },
  {
    name: 'held for somebody who calls',
    ...{ farEnd: 'answers', final: 'completed' },
    caller: { name: 'incoming during a call', story: 'answered, the rep hangs up', final: 'completed' },
  },
];

/** One kind of incoming call. */
export interface IncomingKind {
  readonly name: string;
  readonly story: CallerStory;
  readonly trouble?: readonly Trouble[];
  /** The final state where nobody kills anything. */
  readonly final: string;
}

const CREATION = { method: 'POST', path: '/api/v2/calls', times: 1 } as const;

export const INCOMING_KINDS: readonly IncomingKind[] = [
  { name: 'incoming, answered', story: 'answered, the rep hangs up', final: 'completed' },
  { name: 'incoming, the caller hangs up', story: 'answered, the caller hangs up', final: 'completed' },
  { name: 'incoming, recorded', story: 'recorded', final: 'completed' },
  { name: 'incoming, held and resumed', story: 'held, resumed, the rep hangs up', final: 'completed' },
  { name: 'incoming, transferred', story: 'transferred', final: 'completed' },
  { name: 'incoming, sent to another number', story: 'sent to another number', final: 'busy' },
  { name: 'incoming, ignored and then answered', story: 'ignored, then answered', final: 'completed' },
  { name: 'incoming, ignored to the end', story: 'ignored, nobody answers', final: 'no answer' },
  { name: 'incoming, rejected', story: 'rejected', final: 'busy' },
  { name: 'incoming, nobody answers', story: 'nobody answers', final: 'no answer' },
  { name: 'incoming, the caller gives up', story: 'the caller gives up', final: 'canceled' },
  {
    name: 'incoming, the answer to the POST is lost: it is searched for',
    story: 'answered, the rep hangs up',
    trouble: [{ ...CREATION, reset: 'after' }],
    final: 'completed',
  },
  {
    name: 'incoming, the POST is lost',
    story: 'rejected',
    trouble: [{ ...CREATION, reset: 'before' }],
    final: 'busy',
  },
  {
    name: 'incoming, the POST takes its time',
    story: 'the caller gives up',
    trouble: [{ ...CREATION, delayMs: 150 }],
    final: 'canceled',
  },
];
