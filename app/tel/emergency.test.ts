import { expect, it } from 'vitest';
import { isEmergencyNumber } from './emergency.ts';

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
