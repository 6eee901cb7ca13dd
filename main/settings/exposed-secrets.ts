import { statSync } from 'node:fs';
import type { Settings, SettingsProblem } from '../../app/settings/settings.ts';

const READABLE_BY_OTHERS = 0o004;

/**
 * What is wrong where the configuration file holds a password or secret and every user of the machine may read it;
 * undefined where nothing is. Windows and its access lists are left to the administrator.
 */
export function exposedSecrets(path: string, settings: Settings): SettingsProblem | undefined {
  const names = [
    ...(settings.outreach?.clientSecret === undefined ? [] : ['outreach.clientSecret']),
    ...(settings.sip?.password === undefined ? [] : ['sip.password']),
    ...(settings.sip?.iceServers?.some(({ credential }) => credential !== undefined)
      ? ['sip.iceServers']
      : []),
  ];
  if (process.platform === 'win32' || names.length === 0) return undefined;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & READABLE_BY_OTHERS) === 0) return undefined;
  return {
    key: '',
    message:
      `Every user of this computer can read ${list(names)} in ${path}. Ask your IT admin to let only those ` +
      'who use Outdial read the file (for example by a group: chmod 640).',
  };
}

function list(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}
