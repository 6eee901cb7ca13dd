import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { availableKeyring, startKeyring } from '../stand-ins/keyring/start-keyring.ts';
import { type OutreachStandIn, startOutreach } from '../stand-ins/outreach/start-outreach.ts';
import { type PracticePbx, startPracticePbx } from '../stand-ins/pbx/practice/practice-pbx.ts';

/** Outreach, a phone system and a place for secrets: all that Outdial needs around it, on this machine. */
export interface PracticeWorld {
  readonly outreach: OutreachStandIn;
  readonly pbx: PracticePbx;
  /** Outdial's configuration file for these two. */
  readonly configFile: string;
  /** Added to the environment of Outdial's processes. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Starts the stand-ins on ports of the system's choosing.
 * @param folder where the configuration file is written
 * @param launch gets each link that is clicked on Outreach's page
 * @param secrets `session`: in the keyring of whoever sits here, where there is one; `own`: in one that
 *   goes away with this world
 */
export async function startPracticeWorld(
  folder: string,
  launch: (link: string) => void,
  secrets: 'session' | 'own',
): Promise<PracticeWorld> {
  const inSession = secrets === 'session' && hasSessionKeyring();
  const keyring = !inSession && availableKeyring().available ? await startKeyring() : undefined;
  if (!inSession && !keyring)
    console.log('No keyring here: the sign-in is kept in memory, and Outdial says so.');
  const outreach = await startOutreach({ launch });
  const pbx = await startPracticePbx();
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'config.json');
  const config = { outreach: outreach.settings, sip: pbx.sip };
  await writeFile(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
  console.log(`A stand-in for Outreach is at ${outreach.url}, a practice phone system at ${pbx.sip.server}.`);
  return {
    outreach,
    pbx,
    configFile,
    env: { ...keyring?.env, OUTDIAL_CONFIG: configFile },
    async close() {
      await pbx.close();
      await outreach.close();
      await keyring?.close();
    },
  };
}

/** Whether a keyring of the user's may be there: everywhere but on a Linux without a desktop session. */
export function hasSessionKeyring(): boolean {
  return process.platform !== 'linux' || process.env.DBUS_SESSION_BUS_ADDRESS !== undefined;
}

/** Shows an address in the user's browser, where there is one. */
export function openInBrowser(url: string): void {
  const program = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(program, [url], { stdio: 'ignore', detached: true, cwd: dirname(import.meta.dirname) });
  child.once('error', () => console.log(`Open ${url} in a browser.`));
  child.unref();
}
