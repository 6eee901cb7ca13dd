import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { electronEnvironment } from '../stand-ins/electron/which-electron.ts';
import { runCommand, tickingOutput } from './run-command.ts';

const ROOT = dirname(import.meta.dirname);
const ELECTRON = join(ROOT, 'node_modules/electron');
const STAND_IN = join(ROOT, 'stand-ins/electron/dist');
const FAILED = join(ROOT, '.cache/electron-download-failed');

const ANSWER_WITHIN_MS = 15_000;
/** Without a terminal the download says nothing until it is whole; slow networks take minutes. */
const DOWNLOAD_STILL_MS = 10 * 60_000;
const FAILURE_LASTS_MS = 24 * 60 * 60_000;

export type ElectronRuntime = ReturnType<typeof electronEnvironment>;

/**
 * The runtime to use, fetched first where it is missing and can be had: the real Electron, or its
 * stand-in. A download that failed is not tried again for a day; `OUTDIAL_ELECTRON=stand-in` asks for
 * the stand-in at once.
 */
export async function provideElectron(): Promise<ElectronRuntime> {
  // Children decide by the same environment, Playwright's among them.
  if (process.env.OUTDIAL_ELECTRON === 'stand-in') process.env.ELECTRON_OVERRIDE_DIST_PATH = STAND_IN;
  else if (!installed() && !(await failedLately())) await download();
  return electronEnvironment();
}

function installed(): boolean {
  return existsSync(join(ELECTRON, 'path.txt'));
}

async function failedLately(): Promise<boolean> {
  const at = await stat(FAILED).catch(() => undefined); // no such file: it never failed
  return at !== undefined && Date.now() - at.mtimeMs < FAILURE_LASTS_MS;
}

async function download(): Promise<void> {
  console.log('Fetching Electron (about 100 MB) …');
  const failure = (await unreachable()) ?? (await fetchBinary());
  if (failure === undefined) {
    await rm(FAILED, { force: true });
    console.log('Electron is installed.');
    return;
  }
  await mkdir(dirname(FAILED), { recursive: true });
  await writeFile(FAILED, failure);
  console.log(`Electron's binary can't be had here (${failure.split('\n', 1)[0]}): its stand-in is used.`);
  console.log('The download is tried again tomorrow.');
}

/** Why nothing answers where the binary would come from; a blocked network often just stays silent. */
async function unreachable(): Promise<string | undefined> {
  const source = process.env.ELECTRON_MIRROR ?? 'https://github.com/';
  try {
    await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return undefined;
  } catch (error) {
    return `no answer from ${new URL(source).host}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function fetchBinary(): Promise<string | undefined> {
  const run = await runCommand(process.execPath, [join(ELECTRON, 'install.js')], {
    cwd: ROOT,
    stillMs: DOWNLOAD_STILL_MS,
    onOutput: tickingOutput(),
  });
  if (run.code === 0 && installed()) return undefined;
  if (run.stoodStill) return `nothing had come after ${DOWNLOAD_STILL_MS / 60_000} minutes`;
  return `the download failed\n${run.output}`;
}
