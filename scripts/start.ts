import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildProgram } from './build-program.ts';
import { hasDisplay, startVirtualDisplay } from './display.ts';
import { type ElectronRuntime, provideElectron } from './electron-binary.ts';
import { hasSessionKeyring, openInBrowser, startPracticeWorld } from './practice-world.ts';
import { runScriptedCall } from './scripted-call.ts';
import { providePackages, type SystemPackage } from './system-packages.ts';
import { printedTimeline, problemsOf, timelineOf } from './timeline.ts';

// `npm start`: Outdial with all it needs around it, on this machine. With a display somebody uses it;
// without one a script makes one whole call and tells what came of it.

const ROOT = dirname(import.meta.dirname);
const FOLDER = join(ROOT, '.cache/start');

const seen = hasDisplay();
const electron = await provideElectron();
console.log(`Outdial runs on ${electron.kind} (${electron.executable}).`);
const missing = await providePackages(needs());
if (missing.includes('chromium') || missing.includes('xvfb')) process.exit(1);
await buildProgram();
await mkdir(FOLDER, { recursive: true });
process.exitCode = seen ? await runForSomebody(electron) : await runByScript(electron);

function needs(): readonly SystemPackage[] {
  return [
    ...(seen && hasSessionKeyring() ? [] : (['dbus', 'gnome-keyring', 'libsecret-1-0'] as const)),
    ...(electron.kind === 'stand-in' || !seen ? (['chromium'] as const) : []),
    ...(electron.kind === 'electron' && !seen ? (['xvfb'] as const) : []),
  ];
}

/** The window for whoever sits here; ends when they quit it. */
async function runForSomebody({ executable, env: electronEnv, kind }: ElectronRuntime): Promise<number> {
  const sandbox = kind === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [ROOT, `--user-data-dir=${join(FOLDER, 'window-profile')}`, ...sandbox];
  const start = (links: readonly string[]) =>
    spawn(executable, [...args, ...links], {
      stdio: 'inherit',
      cwd: ROOT,
      env: { ...process.env, ...electronEnv, ...world.env },
    });
  const world = await startPracticeWorld(FOLDER, (link) => void start([link]), 'session');
  try {
    const outdial = start([]);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => outdial.kill(signal));
    console.log(`Click Call on ${world.outreach.url}; quit Outdial to end.`);
    openInBrowser(world.outreach.url);
    const [code] = (await once(outdial, 'exit')) as [number | null];
    return code ?? 0;
  } finally {
    await world.close();
  }
}

/** One whole call without anybody; 0 only if all of it was right. */
async function runByScript({ kind }: ElectronRuntime): Promise<number> {
  console.log('No display: a script makes one call, from the click in Outreach to the end.');
  await rm(join(FOLDER, 'profile'), { recursive: true, force: true });
  const display = kind === 'electron' ? await startVirtualDisplay() : undefined;
  const handover = { onLink: (_link: string) => {} };
  const world = await startPracticeWorld(FOLDER, (link) => handover.onLink(link), 'own');
  try {
    const { evidence, screenshots } = await runScriptedCall(world, FOLDER, handover, { ...display?.env });
    console.log(`\nTimeline, in milliseconds from the link:\n${printedTimeline(timelineOf(evidence))}`);
    const { byFarEnd, byRep, spoken } = evidence.heard;
    console.log(
      `Audio: ${spoken} Hz spoken, ${byFarEnd} Hz heard by the far end, ${byRep} Hz heard back by the rep.`,
    );
    console.log(`Outreach's view: ${evidence.history.map(({ state }) => state).join(' → ')}.`);
    console.log(`Screenshots: ${screenshots.join(' ')}`);
    const problems = problemsOf(evidence);
    for (const problem of problems) console.error(`WRONG: ${problem}`);
    console.log(problems.length === 0 ? 'All of it was right.' : `${problems.length} of it wrong.`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`WRONG: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await world.close();
    await display?.close();
  }
}
