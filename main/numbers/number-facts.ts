import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { NumberFacts } from '../../app/calls/cost-rule.ts';

/**
 * What libphonenumber's full metadata knows of a number as it is dialled. In a module of its own, so that it is loaded
 * when first needed: 150 KB, some tens of milliseconds.
 *
 * @param homeCountry read local numbers as dialled there (with its trunk and international prefixes); without one
 *   nothing is known of them
 */
export function factsOf(number: string, homeCountry: string | undefined): NumberFacts {
  const home = supported(homeCountry);
  if (!number.startsWith('+') && home === undefined) return { countries: [] };
  const parsed = parsePhoneNumberFromString(number, {
    ...(home !== undefined && { defaultCountry: home }),
    extract: false,
  });
  if (parsed === undefined) return { countries: [] };
  return { countries: countriesOf(parsed), type: parsed.getType() };
}

function countriesOf(parsed: PhoneNumber): readonly string[] {
  if (parsed.country !== undefined) return [parsed.country];
  return parsed.isNonGeographic() ? ['001'] : parsed.getPossibleCountries();
}

function supported(country: string | undefined): CountryCode | undefined {
  return country !== undefined && isSupportedCountry(country) ? country : undefined;
}
