import { describe, expect, it } from 'vitest';
import { type CostRule, DEFAULT_COST_RULE, isCostly, type NumberFacts } from './cost-rule.ts';

const AT_HOME: CostRule = { ...DEFAULT_COST_RULE, countries: 'other', homeCountries: ['US', 'CA'] };
const LISTED: CostRule = { types: [], countries: ['CU', 'JM'], homeCountries: ['US'] };
const premium: NumberFacts = { countries: ['US'], type: 'PREMIUM_RATE' };
const us: NumberFacts = { countries: ['US'], type: 'FIXED_LINE_OR_MOBILE' };
const jamaica: NumberFacts = { countries: ['JM'], type: 'MOBILE' };
const satellite: NumberFacts = { countries: ['001'], type: 'MOBILE' };
const ofManyCountries: NumberFacts = { countries: ['US', 'CA', 'JM'] };
const nowhere: NumberFacts = { countries: [] };

describe('isCostly', () => {
  it.each<[string, NumberFacts, CostRule, boolean, boolean]>([
    ['a premium number of a link', premium, DEFAULT_COST_RULE, false, true],
    ['a premium number that was typed', premium, DEFAULT_COST_RULE, true, true],
    ['an ordinary number', us, DEFAULT_COST_RULE, false, false],
    ['another country, unless an administrator minds', jamaica, DEFAULT_COST_RULE, false, false],
    ['a satellite phone', satellite, DEFAULT_COST_RULE, false, true],
    ['a satellite phone that was typed', satellite, DEFAULT_COST_RULE, true, false],
    ['at home', us, AT_HOME, false, false],
    ['abroad', jamaica, AT_HOME, false, true],
    ['abroad, typed', jamaica, AT_HOME, true, false],
    ['perhaps at home', ofManyCountries, AT_HOME, false, false],
    ['a country of the list', jamaica, LISTED, false, true],
    ['perhaps a country of the list', ofManyCountries, LISTED, false, true],
    ['not of the list', us, LISTED, false, false],
    ['a type nobody minds', premium, LISTED, false, false],
    ['a number that fits nowhere', nowhere, AT_HOME, false, false],
  ])('%s', (_what, facts, rule, typed, costly) => {
    expect(isCostly(facts, rule, typed)).toBe(costly);
  });
});
