/**
 * How many inputs a door gets: `full` ones in millions where `OUTDIAL_PROOFS=full` is set, else a small share of them.
 *
 * @param setting the value of `OUTDIAL_PROOFS`
 */
export function fuzzInputs(setting: string | undefined, full: number): number {
  return setting === 'full' ? full : Math.round(full / 100);
}
