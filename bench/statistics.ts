/** The value in the middle; of an even number the mean of the two. Throws on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('No values to take a median of.');
  return (upper + lower) / 2;
}

/** The smallest value that nine in ten don't exceed (nearest rank). Throws on an empty list. */
export function p90(values: readonly number[]): number {
  const value = values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.9) - 1];
  if (value === undefined) throw new Error('No values to take a p90 of.');
  return value;
}
