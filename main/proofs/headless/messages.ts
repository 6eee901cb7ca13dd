import type { OutreachSettings } from '../../../app/settings/settings.ts';
import type { CallerStory } from './caller-stories.ts';
import type { MomentKind, Trap } from './moments.ts';
import type { RepStory } from './rep-stories.ts';

export interface StartOptions {
  readonly profile: string;
  readonly settings: OutreachSettings;
  /** How many times faster than real time this process lives; timers and wall clock alike. */
  readonly speed: number;
  /** Real time (milliseconds since 1970) at which the fast clock and the real one agreed. */
  readonly since: number;
  /** Milliseconds between two steps of the far end, in this process's own time. */
  readonly pace: number;
}

/** A second call beside the one that is ordered. */
export type Company =
  | { readonly link: string; readonly when: 'at once' | 'talking' }
  | { readonly from: string; readonly story: CallerStory; readonly when: 'talking' };

/** From the test to the process. */
export type Order =
  | { readonly type: 'start'; readonly options: StartOptions }
  /** The system hands over a link, once or twice in a row. */
  | {
      readonly type: 'open';
      readonly link: string;
      readonly times: number;
      readonly story?: RepStory | undefined;
      readonly company?: Company | undefined;
      readonly trap?: Trap | undefined;
    }
  /** Somebody calls; `from` is a number that never called before. */
  | {
      readonly type: 'ring';
      readonly from: string;
      readonly story: CallerStory;
      readonly trap?: Trap | undefined;
    }
  /** Moves this machine's clock so many milliseconds from where it would be. */
  | { readonly type: 'clock'; readonly offset: number }
  /** The machine woke up. */
  | { readonly type: 'wake' }
  /** The rep connects Outreach again: the sign-in as the keychain has it. */
  | { readonly type: 'connect'; readonly secret: string }
  /** Asks for a `rest`. */
  | { readonly type: 'rest' }
  /** Asks for a report of the latest calls, or of all. */
  | { readonly type: 'report'; readonly latest?: number };

/** One call as Outdial's log has it. */
export interface LoggedCall {
  readonly id: string;
  /** Empty while Outreach has not made an incoming call. */
  readonly outreachCallId: string;
  /** An incoming call's caller. */
  readonly from?: string | undefined;
  /** The program ended before the call did. */
  readonly cutOff: boolean;
  readonly state: string;
  readonly phase: string;
  readonly answered: boolean;
  readonly updates: readonly {
    readonly state: string;
    readonly at: number;
    readonly status: string;
    readonly why?: string | undefined;
  }[];
  /** What else it owes or owed: its creation, a recording's address. */
  readonly others: readonly { readonly kind: string; readonly url?: string; readonly status: string }[];
}

/** From the process to the test. */
export type News =
  | { readonly type: 'loaded' }
  /** How many calls are up and how many updates are owed; sent after the start and whenever anything changes. */
  | {
      readonly type: 'rest';
      readonly up: number;
      readonly owed: number;
      readonly status: string;
      /** The link that was opened last, or the number that called last, and what has happened since. */
      readonly latest: string;
      readonly moments: Readonly<Record<MomentKind, number>>;
    }
  | {
      readonly type: 'report';
      readonly calls: readonly LoggedCall[];
      /** What the rep is told of, by its code. */
      readonly troubles: readonly string[];
      /** Longest hold-up of the event loop since the last report, and its 99th percentile, in milliseconds. */
      readonly stall: { readonly longest: number; readonly p99: number };
      /** In bytes, after a collection where the process may ask for one. */
      readonly heap: number;
    };
