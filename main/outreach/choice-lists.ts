import type { Clock } from '../../app/clock.ts';
import { CHOICE_LISTS, type ChoiceList, choicePageOf, choicePath } from '../../app/outreach/choices.ts';
import type { HttpAnswer } from '../../app/outreach/http-answer.ts';
import type { Result } from '../../app/result.ts';

/** What the organisation lets its reps choose from when they log a call; empty while it is not known. */
export interface Choices {
  readonly dispositions: readonly string[];
  readonly purposes: readonly string[];
}

export interface ChoiceLists {
  view(): Choices;
  subscribe(listener: () => void): void;
  /** Somebody is signed in; said again it means nothing. The lists are read anew, after the first calls' updates had their way. */
  signedIn(): void;
  /** Nobody is signed in any more: the lists are an organisation's own, and are forgotten. */
  signedOut(): void;
  close(): void;
}

/** A start's own requests, and those of a call, go first. */
const FIRST_AFTER = 5_000;
const DAY = 86_400_000;
/** A list with more than this is no longer a choice. */
const MOST_PAGES = 5;

/**
 * Keeps the organisation's call dispositions and purposes in memory: read after each sign-in and once a day. Where they
 * can't be read (no scope for it, no connection) the log says so and the window does without.
 */
export function createChoiceLists(ports: {
  readonly read: (path: string) => Promise<Result<HttpAnswer>>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): ChoiceLists {
  const { read, clock, log } = ports;
  const listeners = new Set<() => void>();
  let known: Readonly<Partial<Record<ChoiceList, readonly string[]>>> = {};
  let active = false;
  let generation = 0;
  let cancel = () => {};

  async function readList(list: ChoiceList): Promise<readonly string[] | undefined> {
    const choices: { readonly name: string; readonly order: number }[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await read(choicePath(list, after));
      const listed = answer.ok ? choicePageOf(answer.value) : answer;
      if (!listed.ok) {
        log(`outreach: ${list} could not be read (${listed.failure.code})`);
        return undefined;
      }
      choices.push(...listed.value.choices);
      after = listed.value.next;
      if (after === undefined) break;
    }
    return choices.sort((a, b) => a.order - b.order).map(({ name }) => name);
  }

  async function load(): Promise<void> {
    const began = generation;
    schedule(DAY);
    for (const list of CHOICE_LISTS) {
      const names = await readList(list);
      if (began !== generation) return;
      if (names !== undefined) known = { ...known, [list]: names };
    }
    for (const listener of listeners) listener();
  }

  function schedule(after: number): void {
    cancel();
    cancel = clock.after(after, () => {
      load().catch((error: unknown) =>
        log(`outreach: the lists for logging broke: ${error instanceof Error ? error.name : 'fault'}`),
      );
    });
  }

  return {
    view: () => ({ dispositions: known.callDispositions ?? [], purposes: known.callPurposes ?? [] }),
    subscribe: (listener) => void listeners.add(listener),
    signedIn() {
      if (active) return;
      active = true;
      schedule(FIRST_AFTER);
    },
    signedOut() {
      if (!active) return;
      active = false;
      generation += 1;
      cancel();
      known = {};
      for (const listener of listeners) listener();
    },
    close() {
      generation += 1;
      cancel();
      listeners.clear();
    },
  };
}
