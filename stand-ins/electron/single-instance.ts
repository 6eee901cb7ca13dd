import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** What a second process tells the first. `openUrl` is how a test plays macOS, which has no second process. */
export interface InstanceMessage {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
  readonly openUrl?: string;
}

export interface SingleInstance {
  /** Takes the lock, or hands the message to the process that has it; synchronously, as Electron does. */
  request(message: InstanceMessage): boolean;
  release(): void;
  has(): boolean;
}

const PATIENCE = 20_000;

/**
 * One process per user data folder. The lock is a socket in Linux' abstract namespace: binding it is atomic,
 * happens within the call, and the kernel takes it back when the process dies, however it dies. Messages are
 * files moved into an inbox that the owner watches; a file that is gone has been taken, so a sender can wait
 * for it without an event loop, and takes the lock itself when the owner dies first. No link is lost.
 */
export function createSingleInstance(
  userData: () => string,
  receive: (message: InstanceMessage) => void,
): SingleInstance {
  let server: Server | undefined;
  let inbox = '';
  let stopWatching = (): void => undefined;

  const bind = (): boolean => {
    const attempt = createServer((socket) => socket.destroy());
    attempt.on('error', () => undefined); // EADDRINUSE is the answer "no", already read from `listening`
    attempt.listen(`\0electron-stand-in-${identity(userData())}`);
    if (!attempt.listening) return false;
    attempt.unref();
    server = attempt;
    return true;
  };

  const takeAll = (): void => {
    for (const name of readdirSync(inbox).sort()) {
      if (!name.endsWith('.json')) continue;
      const file = join(inbox, name);
      const message = JSON.parse(readFileSync(file, 'utf8')) as InstanceMessage;
      rmSync(file);
      receive(message);
    }
  };

  const own = (): void => {
    const watcher = watch(inbox, () => takeAll());
    watcher.unref();
    stopWatching = () => watcher.close();
    setImmediate(() => {
      if (server) takeAll();
    });
  };

  return {
    has: () => server !== undefined,
    release() {
      stopWatching();
      server?.close();
      server = undefined;
    },
    request(message) {
      if (server) return true;
      inbox = join(userData(), 'SingleInstance');
      mkdirSync(inbox, { recursive: true, mode: 0o700 });
      if (bind()) {
        own();
        return true;
      }
      if (deliver(inbox, message, bind)) return false;
      own();
      return true;
    },
  };
}

/** Puts the message into the inbox and waits until it was taken (true) or the lock became ours (false). */
function deliver(inbox: string, message: InstanceMessage, bind: () => boolean): boolean {
  const file = join(inbox, `${messageName()}.json`);
  writeFileSync(`${file}.part`, JSON.stringify(message), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  const until = performance.now() + PATIENCE;
  for (let tries = 1; performance.now() < until; tries += 1) {
    if (!exists(file)) return true;
    if (tries % 20 === 0 && bind()) {
      const taken = !exists(file);
      rmSync(file, { force: true });
      return taken;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
  // The owner lives but does not listen. Electron, too, gives up on a browser process that hangs.
  rmSync(file, { force: true });
  process.stderr.write('Electron stand-in: the running instance did not take the message.\n');
  return true;
}

/** Sends `open-url` to the process that owns this user data folder; for tests. False where there is none. */
export function sendOpenUrl(userData: string, openUrl: string): boolean {
  const instance = createSingleInstance(
    () => userData,
    () => undefined,
  );
  const first = instance.request({ argv: [], workingDirectory: '', additionalData: undefined, openUrl });
  instance.release();
  return !first;
}

let sent = 0;
function messageName(): string {
  sent += 1;
  return `${String(Date.now()).padStart(15, '0')}-${process.pid}-${sent}`;
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** A name for the folder itself, whatever path leads to it. */
function identity(folder: string): string {
  const { dev, ino, birthtimeMs } = statSync(folder);
  return `${process.getuid?.() ?? 0}-${dev}-${ino}-${Math.round(birthtimeMs)}`;
}
