import { describe, expect, it } from 'vitest';
import { emergencyNumbers, isEmergencyNumber } from './emergency.ts';

// 3GPP TS 22.101, section 10.1.1, and New Zealand's 111
it.each(['112', '911', '000', '08', '110', '111', '118', '119', '999'])(
  '%s is an emergency number',
  (number) => {
    expect(isEmergencyNumber(number)).toBe(true);
  },
);

it.each(['', '9', '91', '9911', '9111', '+911', '+112', '911 ', '9-1-1', '0', '100', '７'])(
  '%j is none: exact local numbers only',
  (number) => {
    expect(isEmergencyNumber(number)).toBe(false);
  },
);

describe('a link dials unasked only what is an emergency number beyond doubt', () => {
  it.each(['112', '911', '000', '999'])('%s everywhere', (number) => {
    expect(emergencyNumbers([], []).linked(number)).toBe(true);
  });

  it.each(['08', '110', '111', '118', '119'])('%s nowhere without a home country', (number) => {
    expect(emergencyNumbers([], []).linked(number)).toBe(false);
    expect(emergencyNumbers(['US', 'constructor', '__proto__'], []).linked(number)).toBe(false);
  });

  it.each([
    ['110', 'DE'],
    ['111', 'NZ'],
    ['119', 'JP'],
    ['118', 'IT'],
  ])('%s at home in %s', (number, country) => {
    expect(emergencyNumbers(['US', country], []).linked(number)).toBe(true);
    expect(emergencyNumbers([country], []).linked('2001')).toBe(false);
  });
});

describe('what is an emergency number for one rep', () => {
  const { typed, linked } = emergencyNumbers(['CH'], ['9911']);
  it.each([
    ['911', true, true],
    ['144', true, true],
    ['9911', true, true],
    ['110', true, false],
    ['15', false, false],
  ])('%s: typed %s, in a link %s', (number, whenTyped, inLink) => {
    expect([typed(number), linked(number)]).toEqual([whenTyped, inLink]);
  });
});
