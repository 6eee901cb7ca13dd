import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';

/**
 * Makes the profile, and in it the database's file, and lets nobody but their owner in: 0700 and 0600. SQLite gives its
 * write-ahead log the file's own mode. Windows keeps a profile private by the folder it is in, so nothing is changed
 * there. Never throws: a rep must be able to call whatever the disk does, and the database tells what it can't do.
 *
 * @param log one line where the modes could not be set (a file of somebody else's, a disk without modes)
 */
export function keepPrivate(folder: string, file: string, log: (line: string) => void): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform === 'win32') return;
    chmodSync(folder, 0o700);
    // Made here with its mode: made by SQLite it would be readable for a moment.
    closeSync(openSync(file, 'a', 0o600));
    for (const part of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(part)) chmodSync(part, 0o600);
  } catch (error) {
    log(`profile: could not be made private (${codeOf(error)})`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
