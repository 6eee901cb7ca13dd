import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { headlessChromium } from '../stand-ins/headless-chromium.ts';

// Draws the PNGs that packages and the tray need from the two SVGs. Run it after changing one of them:
//   node build/render-icons.ts
// It uses the Chromium of the system; OUTDIAL_CHROMIUM names another one.

const HERE = import.meta.dirname;
const PICTURES = [
  { from: 'icon.svg', to: 'icon.png', size: 1024, color: '#000' },
  { from: 'tray.svg', to: 'tray-light.png', size: 16, color: '#1b1b1f' },
  { from: 'tray.svg', to: 'tray-dark.png', size: 16, color: '#fff' },
] as const;

const browser = await chromium.launch({
  executablePath: headlessChromium(),
  args: ['--no-sandbox'],
});
try {
  for (const { from, to, size, color } of PICTURES) {
    const svg = (await readFile(join(HERE, from), 'utf8')).replace('color="#000"', `color="${color}"`);
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`,
    );
    await writeFile(join(HERE, to), await page.screenshot({ omitBackground: true }));
    await page.close();
    console.log(`${to} ${size}×${size}`);
  }
} finally {
  await browser.close();
}
