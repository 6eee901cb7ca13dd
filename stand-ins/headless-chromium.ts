import { existsSync } from 'node:fs';
import type { Page } from 'playwright';

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

/**
 * Opens an address in a page. Chromium gives up whatever it is loading when any network of the machine comes, goes or gets
 * another address, which says nothing about the page: then it is loaded again.
 */
export async function openAddress(page: Page, address: string): Promise<void> {
  try {
    await page.goto(address);
  } catch (error) {
    if (!String(error).includes('ERR_NETWORK_CHANGED')) throw error;
    await openAddress(page, address);
  }
}
