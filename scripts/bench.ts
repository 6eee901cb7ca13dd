import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { coldLink } from '../bench/cold-link.ts';
import { firstPaint, type StartCommand } from '../bench/first-paint.ts';
import { measureParsers } from '../bench/parsers.ts';
import { limitsOf, type Measured, resultRows, UNITS } from '../bench/results.ts';
import { warmLinks } from '../bench/warm-link.ts';
import { keepSignIn } from '../e2e/fixtures/kept-sign-in.ts';
import { createLauncher } from '../e2e/fixtures/launcher.ts';
import { dialerScreen } from '../e2e/screens/dialer.ts';
import { writeToneWav } from '../stand-ins/pbx/tone-wav.ts';
import { buildProgram } from './build-program.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { provideElectron } from './electron-binary.ts';
import { type PracticeWorld, startPracticeWorld } from './practice-world.ts';
import { providePackages } from './system-packages.ts';

// `npm run bench [runs]`: how fast a click becomes a call, beside what the runtime costs by itself.

const ROOT = dirname(import.meta.dirname);
const EMPTY_APP = join(ROOT, 'bench/empty-app');
const RUNS = Number(process.argv[2] ?? 20);

const electron = await provideElectron();
const hidden = electron.kind === 'electron' && !hasDisplay();
const missing = await providePackages([
  ...(electron.kind === 'stand-in' ? (['chromium'] as const) : []),
  ...(hidden ? (['xvfb'] as const) : []),
  ...(['dbus', 'gnome-keyring', 'libsecret-1-0'] as const),
]);
if (missing.length > 0) process.exit(1);
await buildProgram();

const folder = await mkdtemp(join(tmpdir(), 'outdial-bench-'));
const display = hidden ? await startVirtualDisplay() : undefined;
const world = await startPracticeWorld(folder, () => {}, 'own');
try {
  const measured = [...(await starts(world)), ...(await warm(world)), ...parsers()];
  const rows = resultRows(measured);
  const runtime = `${electron.kind}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  await writeFile(join(ROOT, 'bench/results.json'), `${JSON.stringify({ runtime, rows }, null, 2)}\n`);
  console.log(`\n${RUNS} runs each on ${runtime}`);
  console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));
  for (const { what, value, limit, holds } of limitsOf(rows))
    console.log(`${holds ? 'holds ' : 'BROKEN'}  ${what}: ${value.toFixed(2)} (${limit})`);
} finally {
  await world.close();
  await display?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Fresh processes, in turns, so that what else the machine does meets all of them alike. */
async function starts({ outreach, configFile, env }: PracticeWorld): Promise<readonly Measured[]> {
  const empty: number[] = [];
  const app: number[] = [];
  const cold: number[] = [];
  const command = (what: string, profile: string): StartCommand => ({
    executable: electron.executable,
    args: [
      what,
      `--user-data-dir=${profile}`,
      ...(electron.kind === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    env: { ...process.env, ...electron.env, ...env, ...display?.env, OUTDIAL_CONFIG: configFile },
  });
  for (let run = -1; run < RUNS; run += 1) {
    if (run >= 0) console.log(`Starting afresh, run ${run + 1} of ${RUNS} …`);
    const profile = (name: string) => join(folder, `${name}-${run}`);
    const emptyPaint = await firstPaint(command(EMPTY_APP, profile('empty')), /^Empty app$/);
    const appPaint = await firstPaint(command(ROOT, profile('app')), /^Outdial$/);
    await keepSignIn(outreach, profile('cold'), env);
    const accepted = await coldLink(command(ROOT, profile('cold')), outreach);
    if (run < 0) continue; // the first one fills the system's caches
    empty.push(emptyPaint);
    app.push(appPaint);
    cold.push(accepted);
  }
  return [
    { name: 'empty-app-first-paint', unit: UNITS.ms, values: empty },
    { name: 'app-first-paint', unit: UNITS.ms, values: app },
    { name: 'link-to-accepted-cold', unit: UNITS.ms, values: cold },
  ];
}

async function warm(practice: PracticeWorld): Promise<readonly Measured[]> {
  console.log(`Links to the running application, ${RUNS} runs …`);
  const microphone = join(folder, 'microphone.wav');
  writeToneWav(microphone, 1000, 2);
  const { outreach, configFile, env } = practice;
  await mkdir(join(folder, 'warm'));
  const launcher = createLauncher({
    ...{ folder: join(folder, 'warm'), configFile, microphone, outreach },
    env: { ...env, ...display?.env },
  });
  try {
    const outdial = await launcher.launch();
    await dialerScreen(outdial.window)
      .phone.filter({ hasText: /practice/i })
      .waitFor();
    return await warmLinks(outdial.app, practice, (link) => launcher.openLink(link), RUNS);
  } finally {
    await launcher.closeAll();
  }
}

function parsers(): readonly Measured[] {
  console.log('Parsers …');
  return measureParsers(RUNS);
}
