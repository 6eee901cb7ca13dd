const PAUSE_MS = 25;

/**
 * Waits until `look` gives something, and returns it.
 * Throws after `withinMs` milliseconds, naming `what` was waited for.
 */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
  withinMs = 15_000,
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Now, in milliseconds since 1970 with a fraction: what the stand-ins' journals use too. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
