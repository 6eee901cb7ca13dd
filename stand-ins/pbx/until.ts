const STEP_MILLISECONDS = 25;
/** Longer than a busy machine keeps anybody waiting, and shorter than a test may take: then the wait says what it was for. */
export const PATIENCE_MILLISECONDS = 60_000;

/**
 * Asks again and again until there is an answer; rejects after a minute, unless told otherwise, saying what it waited for.
 *
 * @param what where it is a function, it is asked in the end: it may tell what there was instead
 */
export async function until<Value>(
  what: string | (() => string),
  ask: () => Value | undefined | Promise<Value | undefined>,
  withinMilliseconds = PATIENCE_MILLISECONDS,
): Promise<Value> {
  const deadline = performance.now() + withinMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline)
      throw new Error(`Waited ${withinMilliseconds} ms in vain: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  }
}
