const STEP_MILLISECONDS = 25;

/** Asks again and again until there is an answer; rejects, saying what it waited for, after ten seconds. */
export async function until<Value>(
  what: string,
  ask: () => Value | undefined | Promise<Value | undefined>,
  withinMilliseconds = 10_000,
): Promise<Value> {
  const deadline = performance.now() + withinMilliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMilliseconds} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  }
}
