import type { DialerStore } from './dialer-store.ts';

/** Four times a second, so that no second of a call's timer is skipped; only a changed text is drawn. */
const TICK = 250;

/**
 * Moves the store's `now` while a call is answered, by one interval for the whole window.
 *
 * @returns stops it
 */
export function startTicker(store: DialerStore, clock: () => number): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => store.setState({ now: clock() });
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const unsubscribe = store.subscribe(({ main }) => {
    const needed = main.status === 'ready' && main.snapshot.calls.some((call) => call.phase === 'talking');
    if (needed && timer === undefined) timer = setInterval(tick, TICK);
    if (!needed && timer !== undefined) stop();
  });
  return () => {
    unsubscribe();
    stop();
  };
}
