import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clicksToInvite } from '../bench/click-to-invite.ts';
import { coldLink } from '../bench/cold-link.ts';
import { firstPaint, type StartCommand } from '../bench/first-paint.ts';
import { measureParsers } from '../bench/parsers.ts';
import { limitsOf, type Measured, resultRows, UNITS } from '../bench/results.ts';
import { voiceRows } from '../bench/voice-rows.ts';
import { warmLinks } from '../bench/warm-link.ts';
import { keepSignIn } from '../e2e/fixtures/kept-sign-in.ts';
import { createLauncher } from '../e2e/fixtures/launcher.ts';
import { dialerScreen } from '../e2e/screens/dialer.ts';
import { writeToneWav } from '../stand-ins/pbx/tone-wav.ts';
import { buildProgram } from './build-program.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { provideElectron } from './electron-binary.ts';
import { type PracticeWorld, startPracticeWorld } from './practice-world.ts';
import { missingPackages, providePackages } from './system-packages.ts';

// `npm run bench [runs]`: how fast a click becomes a call, beside what the runtime costs by itself.

const ROOT = dirname(import.meta.dirname);
const EMPTY_APP = join(ROOT, 'bench/empty-app');
const RUNS = Number(process.argv[2] ?? 20);

const electron = await provideElectron();
const hidden = electron.kind === 'electron' && !hasDisplay();
const lacking = await providePackages([
  ...(electron.kind === 'stand-in' ? (['chromium'] as const) : []),
  ...(hidden ? (['xvfb'] as const) : []),
  ...(['dbus', 'gnome-keyring', 'libsecret-1-0'] as const),
]);
if (lacking.length > 0) process.exit(1);
await buildProgram();

const folder = await mkdtemp(join(tmpdir(), 'outdial-bench-'));
const display = hidden ? await startVirtualDisplay() : undefined;
const world = await startPracticeWorld(folder, () => {}, 'own');
try {
  const measured = [...(await starts(world)), ...(await warm(world)), ...(await voice(world)), ...parsers()];
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

/** Fresh processes, in turns and each first in its turn, so that what else the machine does meets all alike. */
async function starts({ outreach, configFile, env }: PracticeWorld): Promise<readonly Measured[]> {
  const command = (what: string, profile: string): StartCommand => ({
    executable: electron.executable,
    args: [
      what,
      `--user-data-dir=${profile}`,
      ...(electron.kind === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    env: { ...process.env, ...electron.env, ...env, ...display?.env, OUTDIAL_CONFIG: configFile },
  });
  const kinds = [
    {
      name: 'empty-app-first-paint',
      measure: (profile: string) => firstPaint(command(EMPTY_APP, profile), /^Empty app$/),
    },
    {
      name: 'app-first-paint',
      measure: (profile: string) => firstPaint(command(ROOT, profile), /^Outdial$/),
    },
    {
      name: 'link-to-accepted-cold',
      async measure(profile: string) {
        await keepSignIn(outreach, profile, env);
        return coldLink(command(ROOT, profile), outreach);
      },
    },
  ];
  const measured = kinds.map(({ name }) => ({ name, unit: UNITS.ms, values: [] as number[] }));
  // Run -1 fills the system's caches.
  for (let run = -1; run < RUNS; run += 1) {
    console.log(run < 0 ? 'Warming up …' : `Starting afresh, run ${run + 1} of ${RUNS} …`);
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const index = (turn + run + 1) % kinds.length;
      const value = await kinds[index]?.measure(join(folder, `${index}-${run}`));
      if (run >= 0 && value !== undefined) measured[index]?.values.push(value);
    }
  }
  return measured;
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
    const links = await warmLinks(outdial.app, practice, (link) => launcher.openLink(link), RUNS);
    console.log(`Clicks on Call, ${RUNS} runs …`);
    return [...links, ...(await clicksToInvite(outdial, practice, RUNS))];
  } finally {
    await launcher.closeAll();
  }
}

async function voice(practice: PracticeWorld): Promise<readonly Measured[]> {
  console.log(`The voice page beside a plain JsSIP page, ${RUNS} calls each …`);
  const missing = missingPackages(['kamailio', 'kamailio-websocket-modules', 'baresip-core']);
  const kamailio = process.platform === 'linux' && missing.length === 0;
  if (!kamailio) console.log('Without Kamailio and baresip: against the practice phone system only.');
  return voiceRows(practice, RUNS, kamailio);
}

function parsers(): readonly Measured[] {
  console.log('Parsers …');
  return measureParsers(RUNS);
}
