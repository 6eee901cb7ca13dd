const TWO_DIGITS = new Set(
  (
    '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 ' +
    '81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/**
 * How many digits of a global number (without its `+`) are the country code. Country codes are prefix-free: 1 and 7
 * have one digit, 45 have two, all others three (ITU-T E.164, "List of ITU-T Recommendation E.164 assigned country
 * codes"). 0 for a number that starts with 0, as no country code does.
 */
export function countryCodeLength(digits: string): 0 | 1 | 2 | 3 {
  const first = digits.charAt(0);
  if (first === '0' || first === '') return 0;
  if (first === '1' || first === '7') return 1;
  return TWO_DIGITS.has(digits.slice(0, 2)) ? 2 : 3;
}
