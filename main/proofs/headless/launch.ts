import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { News, Order, StartOptions } from './messages.ts';

/** Longer than Outdial's own longest pauses take at these tests' speed, on a machine that does much beside. */
const PATIENCE = 240_000;

type NewsOf<Type extends News['type']> = Extract<News, { type: Type }>;

/** A running Outdial without Electron, seen from its test. */
export interface Headless {
  send(order: Order): void;
  /** Begins work; a process that was loaded ahead does so at once. */
  start(options: StartOptions): void;
  /** The next news for which `wanted` holds, from now on, or `dead`; rejects after `patience` milliseconds. */
  next<Type extends News['type']>(
    type: Type,
    wanted?: (news: NewsOf<Type>) => boolean,
    patience?: number,
  ): Promise<NewsOf<Type> | 'dead'>;
  /** Resolves when the process is gone: whether it was killed, or ended by itself. */
  gone(): Promise<'killed' | 'ended'>;
  kill(signal?: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
}

/**
 * Starts a process and lets it load; it does nothing before `start`.
 *
 * @param program as `buildHeadless` made it
 * @param uid the user it runs as; only root may choose one
 */
export function launchHeadless(program: string, uid?: number): Headless {
  const child = fork(program, [], {
    ...(uid !== undefined && { uid, gid: uid }),
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const listeners = new Set<(news: News | 'dead') => void>();
  const tellAll = (news: News | 'dead'): void => {
    for (const listener of [...listeners]) listener(news);
  };
  let dead = false;
  let last: NewsOf<'rest'> | undefined;
  child.on('message', (news: News) => {
    if (news.type === 'rest') last = news;
    tellAll(news);
  });
  child.on('exit', () => {
    dead = true;
    tellAll('dead');
  });
  // A process that was just killed can't be told anything more, and need not be.
  child.on('error', () => tellAll('dead'));

  return {
    send: (order) => void (child.connected && child.send(order, () => {})),
    start: (options) => void child.send({ type: 'start', options } satisfies Order),
    next(type, wanted = () => true, patience = PATIENCE) {
      return new Promise((resolve, reject) => {
        if (dead) return resolve('dead');
        const timer = setTimeout(() => {
          listeners.delete(listener);
          reject(new Error(`No "${type}" came in ${patience} ms; the last was ${JSON.stringify(last)}.`));
        }, patience);
        const listener = (news: News | 'dead'): void => {
          if (news !== 'dead' && !(isOf(type, news) && wanted(news))) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(news === 'dead' ? news : (news as NewsOf<typeof type>));
        };
        listeners.add(listener);
      });
    },
    async gone() {
      if (!dead) await once(child, 'exit');
      return child.signalCode === 'SIGKILL' ? 'killed' : 'ended';
    },
    kill: (signal = 'SIGKILL') => void child.kill(signal),
  };
}

function isOf<Type extends News['type']>(type: Type, news: News): news is NewsOf<Type> {
  return news.type === type;
}
