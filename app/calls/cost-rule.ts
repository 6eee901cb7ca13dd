/** What is known of a number without calling it. Countries are ISO 3166-1 codes; `001` stands for the international networks (+870, +881, +882, +979 …). */
export interface NumberFacts {
  /** Every country the number may belong to; empty where it fits none. */
  readonly countries: readonly string[];
  /** libphonenumber's name of what kind of number it is, such as `PREMIUM_RATE`; absent where it fits none. */
  readonly type?: string | undefined;
}

/** For which numbers the rep is asked first; an administrator's choice (`dialing.*` in the configuration file). */
export interface CostRule {
  /** libphonenumber's number types. */
  readonly types: readonly string[];
  /** `other`: every country that is not a home country. */
  readonly countries: 'other' | readonly string[];
  readonly homeCountries: readonly string[];
}

/**
 * Satellite and international networks and premium rate cost dollars a minute, and pay those who make others call
 * them; that is what a hostile link is for.
 */
export const DEFAULT_COST_RULE: CostRule = {
  types: ['PREMIUM_RATE', 'SHARED_COST'],
  countries: ['001'],
  homeCountries: [],
};

/** The rule of the configuration; what it does not set is the default. */
export function costRuleOf(dialing: {
  readonly askFirstTypes?: CostRule['types'] | undefined;
  readonly askFirstCountries?: CostRule['countries'] | undefined;
  readonly homeCountries?: CostRule['homeCountries'] | undefined;
}): CostRule {
  return {
    types: dialing.askFirstTypes ?? DEFAULT_COST_RULE.types,
    countries: dialing.askFirstCountries ?? DEFAULT_COST_RULE.countries,
    homeCountries: dialing.homeCountries ?? DEFAULT_COST_RULE.homeCountries,
  };
}

/**
 * Whether the rep must say yes to this number's cost before it is dialled. A number the rep typed is asked about for
 * its type only: its country was the rep's own choice, while a premium number looks like any other. Where a number
 * fits several countries, one of them is enough for a list, and for `other` all of them must be foreign.
 */
export function isCostly(facts: NumberFacts, rule: CostRule, typed: boolean): boolean {
  if (facts.type !== undefined && rule.types.includes(facts.type)) return true;
  if (typed) return false;
  const { countries, homeCountries } = rule;
  if (countries === 'other') {
    return facts.countries.length > 0 && !facts.countries.some((country) => homeCountries.includes(country));
  }
  return facts.countries.some((country) => countries.includes(country));
}

/** Looks numbers up. What it looks them up in takes time to load, and no update may wait for that. */
export interface CostCheck {
  /** Whether the rep must be asked; undefined while nothing is loaded. Never loads anything. */
  known(number: string, typed: boolean): boolean | undefined;
  /** As `known`, loading what is needed; `then` is called exactly once, before this returns where it is known already. */
  judge(number: string, typed: boolean, then: (costly: boolean) => void): void;
}
