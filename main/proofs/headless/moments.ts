import { DatabaseSync, StatementSync } from 'node:sqlite';

/** One countable thing a process does to the world. */
export type MomentKind = 'write' | 'phone';

/** The process kills itself just before, or just after, the n-th moment of a kind. */
export interface Trap {
  readonly kind: MomentKind;
  readonly nth: number;
  readonly when: 'before' | 'after';
}

/** Counts what a process does since `arm`, and ends it where the trap says: a signal from outside would come too late. */
export interface Moments {
  arm(trap: Trap | undefined): void;
  counted(): Readonly<Record<MomentKind, number>>;
  /** Runs one moment. */
  pass<Value>(kind: MomentKind, work: () => Value): Value;
}

export function createMoments(): Moments {
  let counted = { write: 0, phone: 0 };
  let armed: Trap | undefined;
  const die = (): void => void process.kill(process.pid, 'SIGKILL');
  return {
    arm(trap) {
      counted = { write: 0, phone: 0 };
      armed = trap;
    },
    counted: () => counted,
    pass(kind, work) {
      counted[kind] += 1;
      const hit = armed?.kind === kind && armed.nth === counted[kind];
      if (hit && armed?.when === 'before') die();
      const value = work();
      if (hit) die();
      return value;
    },
  };
}

/** Makes every write of SQLite in this process a moment: each statement run, and each BEGIN, COMMIT and PRAGMA. */
export function watchDatabase(moments: Moments): void {
  const watch = (prototype: object, method: 'run' | 'exec'): void => {
    const original = Reflect.get(prototype, method) as (...given: unknown[]) => unknown;
    Reflect.set(prototype, method, function (this: object, ...given: unknown[]) {
      return moments.pass('write', () => original.apply(this, given));
    });
  };
  watch(StatementSync.prototype, 'run');
  watch(DatabaseSync.prototype, 'exec');
}
