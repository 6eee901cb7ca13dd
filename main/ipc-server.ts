import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import {
  type CommandName,
  type CommandPayload,
  type CommandResult,
  commands,
  type WindowEvent,
  type WindowName,
} from '../app/ipc/contract.ts';
import { parseSafely } from '../app/parse-safely.ts';
import { type Failure, fail, type Result } from '../app/result.ts';

type Handler<Name extends CommandName> = (
  payload: CommandPayload<Name>,
) => Result<CommandResult<Name>> | Promise<Result<CommandResult<Name>>>;

/** One handler for each command of the contract; the compiler misses none. */
export type Handlers = { readonly [Name in CommandName]: Handler<Name> };

/** Which window a frame belongs to, if it is one of ours and its main frame. */
export type WindowOf = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>) => WindowName | undefined;

/**
 * Opens the one IPC door. Every request is refused unless it comes from the main frame of the window the
 * contract names, is a command of the contract, and carries a payload its schema accepts. A handler that
 * throws is a bug: it is logged, and the window gets a failure rather than a rejected promise.
 *
 * @returns a function that closes the door.
 */
export function openIpcServer(
  handlers: Handlers,
  windowOf: WindowOf,
  log: (line: string) => void,
): () => void {
  ipcMain.handle('outdial:request', async (event, name: unknown, payload: unknown) => {
    const window = windowOf(event);
    if (!window) return refused(log, 'foreign-frame', 'This page may not talk to Outdial.');
    if (typeof name !== 'string' || !Object.hasOwn(commands, name))
      return refused(log, 'unknown-command', 'Outdial has no such command.');
    const command = name as CommandName;
    if (commands[command].from !== window)
      return refused(log, 'wrong-window', `The ${window} window may not send ${command}.`);
    return answer(command, payload, handlers, log);
  });
  return () => ipcMain.removeHandler('outdial:request');
}

async function answer<Name extends CommandName>(
  name: Name,
  payload: unknown,
  handlers: Handlers,
  log: (line: string) => void,
): Promise<Result<CommandResult<Name>>> {
  const parsed = parseSafely(commands[name].payload, payload);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'payload';
    return refused(log, 'bad-payload', `${name}: ${where} is not what the command takes.`);
  }
  try {
    return await handlers[name](parsed.data as CommandPayload<Name>);
  } catch (error) {
    log(`ipc: ${name} broke: ${error instanceof Error ? error.stack : String(error)}`);
    return fail(
      'internal',
      `Outdial could not do that (${name}). Try again; if it stays so, restart Outdial.`,
    );
  }
}

function refused(
  log: (line: string) => void,
  code: string,
  message: string,
): { ok: false; failure: Failure } {
  log(`ipc: refused (${code})`);
  return fail(code, message);
}

/** Sends an event of the contract to a window; one that is gone already needs none. */
export function sendEvent(webContents: WebContents | undefined, event: WindowEvent): void {
  if (webContents && !webContents.isDestroyed()) webContents.send('outdial:event', event);
}
