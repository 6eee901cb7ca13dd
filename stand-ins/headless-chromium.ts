import { existsSync } from 'node:fs';

const WHOLE = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/chromium-browser'];
/** Chromium without a browser around its pages, of the same build: a page costs half as much processor time there. */
const SHELL = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium-headless-shell'];

/**
 * The Chromium that tests open single pages in: Debian's headless shell, or the whole browser where that is not installed
 * or where it is `whole` that is asked for. `OUTDIAL_CHROMIUM` names another one. Throws with what to install where there is none.
 */
export function headlessChromium(whole = false): string {
  const named = process.env.OUTDIAL_CHROMIUM;
  const found = [...(named ? [named] : []), ...(whole ? [] : SHELL), ...WHOLE].find((place) =>
    existsSync(place),
  );
  if (found) return found;
  throw new Error(
    'There is no Chromium. Install it (Debian: apt-get install chromium) or name it in OUTDIAL_CHROMIUM.',
  );
}
