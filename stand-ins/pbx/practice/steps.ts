/** Runs the tasks of one call one after the other. One that fails is told to `failed`, and the next one follows. */
export function createSteps(failed: (why: string) => Promise<void>) {
  let steps: Promise<void> = Promise.resolve();
  return {
    step(task: () => unknown): void {
      steps = steps
        .then(task)
        .then(() => undefined)
        .catch((error: unknown) => failed(error instanceof Error ? error.message : 'unknown'));
    },
    /** Once all tasks so far are done. */
    settled: (): Promise<void> => steps,
  };
}
