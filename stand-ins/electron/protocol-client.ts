import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * `setAsDefaultProtocolClient` and its siblings as Linux has them: a desktop file in the user's profile, and
 * xdg-mime. Where the packaged application brings its desktop file along, the stand-in writes it, since the
 * stand-in has no package; Electron, without one, returns false.
 */
export function createProtocolClient(
  desktopName: string | undefined,
  appName: () => string,
  executable: string,
) {
  const fileName = (): string => desktopName ?? `${appName().toLowerCase().replaceAll(/\s+/g, '-')}.desktop`;
  const folder = (): string =>
    join(process.env.XDG_DATA_HOME || join(process.env.HOME || homedir(), '.local/share'), 'applications');

  const current = (scheme: string): string =>
    run('xdg-mime', ['query', 'default', `x-scheme-handler/${scheme}`]) ?? '';

  return {
    setAsDefaultProtocolClient(scheme: string, path = executable, args?: string[]): boolean {
      const file = join(folder(), fileName());
      const own = args ?? (process.defaultApp ? [resolve(process.argv[1] ?? '.')] : []);
      const handled = new Set([...schemesOf(file), scheme]);
      mkdirSync(folder(), { recursive: true });
      if (isOurs(file)) {
        writeFileSync(
          file,
          [
            '[Desktop Entry]',
            'Type=Application',
            `Name=${appName()}`,
            `Exec=${[path, ...own].map(quote).join(' ')} %u`,
            'Terminal=false',
            `MimeType=${[...handled].map((one) => `x-scheme-handler/${one};`).join('')}`,
            OURS,
            '',
          ].join('\n'),
        );
      }
      run('update-desktop-database', [folder()]);
      if (run('xdg-mime', ['default', fileName(), `x-scheme-handler/${scheme}`]) === undefined) return false;
      return current(scheme) === fileName();
    },
    isDefaultProtocolClient: (scheme: string): boolean => current(scheme) === fileName(),
    removeAsDefaultProtocolClient(scheme: string): boolean {
      if (current(scheme) !== fileName()) return false;
      const file = join(folder(), fileName());
      const kept = schemesOf(file).filter((one) => one !== scheme);
      if (!isOurs(file)) return forget(scheme, fileName());
      if (kept.length === 0) rmSync(file, { force: true });
      else {
        const mime = `MimeType=${kept.map((one) => `x-scheme-handler/${one};`).join('')}`;
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^MimeType=.*$/m, mime));
      }
      run('update-desktop-database', [folder()]);
      return forget(scheme, fileName());
    },
    getApplicationNameForProtocol(url: string): string {
      const found = current(url.replace(/:.*$/, ''));
      const file = join(folder(), found);
      if (found === '' || !existsSync(file)) return '';
      return /^Name=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    },
  };
}

/** Marks the desktop files that the stand-in wrote; an installed application's own is never written over. */
const OURS = 'X-Electron-Stand-In=true';

function isOurs(file: string): boolean {
  return !existsSync(file) || readFileSync(file, 'utf8').includes(OURS);
}

/** Takes the association out of the user's mimeapps.list, where xdg-mime put it; xdg-mime has no word for it. */
function forget(scheme: string, desktopFile: string): boolean {
  const config = process.env.XDG_CONFIG_HOME || join(process.env.HOME || homedir(), '.config');
  const list = join(config, 'mimeapps.list');
  if (!existsSync(list)) return false;
  const line = `x-scheme-handler/${scheme}=${desktopFile}`;
  const kept = readFileSync(list, 'utf8')
    .split('\n')
    .filter((one) => one.replace(/;$/, '') !== line);
  writeFileSync(list, kept.join('\n'));
  return true;
}

function schemesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/x-scheme-handler\/([^;\n]+)/g)].map(
    ([, scheme = '']) => scheme,
  );
}

function quote(argument: string): string {
  return /[\s"'\\$`]/.test(argument) ? `"${argument.replaceAll(/["\\$`]/g, '\\$&')}"` : argument;
}

/** What the tool printed, or undefined where it is missing or failed. */
function run(tool: string, args: string[]): string | undefined {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
