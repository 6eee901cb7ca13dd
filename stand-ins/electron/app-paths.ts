import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { unsupported } from './unsupported.ts';

/** The parts of an application's package.json that Electron reads. */
export interface Manifest {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
  readonly type?: string;
  readonly desktopName?: string;
}

export interface Application {
  /** What `app.getAppPath()` says: the folder of package.json. */
  readonly folder: string;
  readonly main: string;
  readonly manifest: Manifest;
}

/** Finds the application behind `electron <path>`. Throws in words where there is none. */
export function findApplication(path: string): Application {
  const place = resolve(path);
  const stat = statSync(place, { throwIfNoEntry: false });
  if (!stat) throw new Error(`Unable to find Electron app at ${place}`);
  const folder = stat.isDirectory() ? place : dirname(place);
  const file = join(folder, 'package.json');
  const manifest: Manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return { folder, main: stat.isDirectory() ? join(folder, manifest.main ?? 'index.js') : place, manifest };
}

export interface AppPaths {
  get(name: string): string;
  set(name: string, path: string): void;
}

/** `app.getPath` and `app.setPath` by XDG's rules. @param appName Follows `app.setName`. */
export function createAppPaths(appName: () => string, executable: string, userDataSwitch?: string): AppPaths {
  const chosen = new Map<string, string>();
  if (userDataSwitch) chosen.set('userData', resolve(userDataSwitch));
  const home = (): string => process.env.HOME || homedir();
  const userFolder = (key: string, fallback: string): string => {
    const file = join(process.env.XDG_CONFIG_HOME || join(home(), '.config'), 'user-dirs.dirs');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const found = new RegExp(`^XDG_${key}_DIR="(.*)"$`, 'm').exec(text)?.[1];
    return found?.replace('$HOME', home()) ?? join(home(), fallback);
  };
  const usual: Record<string, () => string> = {
    home,
    appData: () => process.env.XDG_CONFIG_HOME || join(home(), '.config'),
    userData: () => join(get('appData'), appName()),
    sessionData: () => get('userData'),
    temp: () => tmpdir(),
    logs: () => join(get('userData'), 'logs'),
    crashDumps: () => join(get('userData'), 'Crashpad'),
    exe: () => executable,
    module: () => executable,
    desktop: () => userFolder('DESKTOP', 'Desktop'),
    documents: () => userFolder('DOCUMENTS', 'Documents'),
    downloads: () => userFolder('DOWNLOAD', 'Downloads'),
    music: () => userFolder('MUSIC', 'Music'),
    pictures: () => userFolder('PICTURES', 'Pictures'),
    videos: () => userFolder('VIDEOS', 'Videos'),
  };
  const get = (name: string): string => {
    const place = usual[name];
    if (!place) throw unsupported(`app.getPath('${name}')`);
    const path = chosen.get(name) ?? place();
    if (name === 'userData' || name === 'logs') mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    get,
    set(name, path) {
      if (!usual[name]) throw unsupported(`app.setPath('${name}')`);
      chosen.set(name, resolve(path));
    },
  };
}
