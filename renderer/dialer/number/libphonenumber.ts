import {
  AsYouType,
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { NumberFormats } from './number-format.ts';

/**
 * The formatter over libphonenumber's smallest metadata. In a module of its own, so that the page
 * can load it after the first paint.
 *
 * @param language the rep's, e.g. `en-US`; its region is assumed for the look of national numbers only
 */
export function createNumberFormats(language: string): NumberFormats {
  const region = regionOf(language);
  return {
    format: (number) => new AsYouType(region).input(number),
    country(number) {
      const typed = new AsYouType(region);
      typed.input(number);
      return typed.getCountry();
    },
    e164(text) {
      const parsed = parsePhoneNumberFromString(text, { defaultCountry: region, extract: false });
      return parsed?.isPossible() ? parsed.number : undefined;
    },
  };
}

function regionOf(language: string): CountryCode {
  const region = new Intl.Locale(language).maximize().region;
  return region && isSupportedCountry(region) ? region : 'US';
}
