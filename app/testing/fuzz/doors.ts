/** Whether the digits of `number` stand in `text` in this order, other characters between them or not. */
export function digitsStandIn(number: string, text: string): boolean {
  let at = 0;
  for (const digit of number.replace(/[^0-9]/g, '')) {
    at = text.indexOf(digit, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The text with its percent-encoded runs decoded once, as UTF-8 or else as ASCII; what is no such code stays. */
export function decodedOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%([0-7][0-9a-f])/gi, (_code, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    }
  });
}

/** Fails where a prototype was reached through an input. */
export function expectNoPollution(): void {
  if ('polluted' in {}) throw new Error('Object.prototype was changed by an input.');
}

/** Every text in a value, at any depth. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
