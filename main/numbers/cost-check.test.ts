import { describe, expect, it } from 'vitest';
import { DEFAULT_COST_RULE, isCostly } from '../../app/calls/cost-rule.ts';
import { createCostCheck } from './cost-check.ts';
import { factsOf } from './number-facts.ts';

const load = () => import('./number-facts.ts');

describe('factsOf', () => {
  it.each([
    ['+19005551234', undefined, 'US', 'PREMIUM_RATE'],
    ['+449098712345', undefined, 'GB', 'PREMIUM_RATE'],
    ['+491805123456', undefined, 'DE', 'SHARED_COST'],
    ['+12025550100', undefined, 'US', 'FIXED_LINE_OR_MOBILE'],
    ['+870776123456', undefined, '001', 'MOBILE'],
    ['+979123456789', undefined, '001', 'PREMIUM_RATE'],
    ['+18765551234', undefined, 'JM', 'MOBILE'],
    ['09001234567', 'DE', 'DE', 'PREMIUM_RATE'],
    ['19005551234', 'US', 'US', 'PREMIUM_RATE'],
    ['0119791234567890', 'US', '001', undefined],
  ])('%s from %s: %s, %s', (number, home, country, type) => {
    expect(factsOf(number, home)).toEqual({ countries: [country], type });
  });

  it.each(['', '+', '+1', '12', '*98', '#31#', '0900123456', '+99912345', '9'.repeat(20), '+0'])(
    'knows nothing of %j, and says so',
    (number) => {
      expect(factsOf(number, undefined)).toMatchObject({ countries: [] });
      expect(isCostly(factsOf(number, undefined), DEFAULT_COST_RULE, false)).toBe(false);
    },
  );

  it('takes a home country that libphonenumber does not know for none', () => {
    expect(factsOf('09001234567', 'XX')).toEqual({ countries: [] });
  });
});

describe('createCostCheck', () => {
  it('loads nothing until it is asked, and is synchronous from then on', async () => {
    let loads = 0;
    const check = createCostCheck(
      DEFAULT_COST_RULE,
      () => {
        loads += 1;
        return load();
      },
      () => undefined,
    );
    expect(check.known('+19005551234', false)).toBeUndefined();
    expect(loads).toBe(0);
    expect(await new Promise((then) => check.judge('+19005551234', false, then))).toBe(true);
    const heard: boolean[] = [];
    check.judge('+12025550100', false, (costly) => heard.push(costly));
    expect(heard).toEqual([false]);
    expect(check.known('+19005551234', true)).toBe(true);
    check.warm();
    expect(loads).toBe(1);
  });

  it('asks about every number where the metadata is missing', async () => {
    const logged: string[] = [];
    const check = createCostCheck(
      DEFAULT_COST_RULE,
      () => Promise.reject(new Error('+12025550100')),
      (line) => logged.push(line),
    );
    expect(await new Promise((then) => check.judge('+12025550100', false, then))).toBe(true);
    expect(logged.join()).not.toContain('2025550100');
  });

  it('needs no metadata where an administrator asks about nothing', () => {
    const check = createCostCheck(
      { types: [], countries: [], homeCountries: [] },
      () => Promise.reject(new Error('loaded')),
      () => undefined,
    );
    expect(check.known('+19005551234', false)).toBe(false);
  });
});
