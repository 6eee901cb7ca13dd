import { type CostCheck, type CostRule, isCostly, type NumberFacts } from '../../app/calls/cost-rule.ts';

type FactsOf = (number: string, homeCountry: string | undefined) => NumberFacts;

export interface LazyCostCheck extends CostCheck {
  /** Loads ahead of need: once the window is there, or any other time with nothing urgent to do. */
  warm(): void;
}

/**
 * Judges numbers by the administrator's rule. Until the metadata is there, `judge` keeps its callers waiting; where it
 * can't be loaded at all, every number counts as costly, because the rep can tell.
 *
 * @param load the module with libphonenumber's metadata; called once
 * @param log one line; never holds a number
 */
export function createCostCheck(
  rule: CostRule,
  load: () => Promise<{ factsOf: FactsOf }>,
  log: (line: string) => void,
): LazyCostCheck {
  let factsOf: FactsOf | undefined;
  let loading: Promise<void> | undefined;

  const warm = (): Promise<void> => {
    loading ??= load().then(
      (module) => {
        factsOf = module.factsOf;
      },
      (error: unknown) => {
        log(`numbers: the metadata could not be loaded: ${error instanceof Error ? error.name : 'unknown'}`);
      },
    );
    return loading;
  };
  const known = (number: string, typed: boolean): boolean | undefined => {
    if (rule.types.length === 0 && rule.countries.length === 0) return false;
    return factsOf && isCostly(factsOf(number, rule.homeCountries[0]), rule, typed);
  };

  return {
    known,
    warm: () => void warm(),
    judge(number, typed, then) {
      const verdict = known(number, typed);
      if (verdict !== undefined) then(verdict);
      else void warm().then(() => then(known(number, typed) ?? true));
    },
  };
}
