import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { unpack } from './ipc-codec.ts';
import type { PageHost } from './page-host.ts';
import type { FromPage } from './page-ipc.ts';
import type { SchemeMap } from './scheme-map.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

export interface IpcMainHost {
  readonly ipcMain: EventEmitter & Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;
  /** Takes whatever a page's isolated world says. */
  receive(page: PageHost, from: FromPage): void;
}

export function createIpcMain(schemes: SchemeMap): IpcMainHost {
  const handlers = new Map<string, Handler>();

  const handle = (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    handlers.set(channel, handler);
  };
  const removeHandler = (channel: string): void => void handlers.delete(channel);
  const ipcMain = Object.assign(new EventEmitter(), {
    handle,
    handleOnce(channel: string, handler: Handler) {
      handle(channel, (event, ...args) => {
        removeHandler(channel);
        return handler(event, ...args);
      });
    },
    removeHandler,
  });

  const eventOf = (page: PageHost, { frame }: FromPage): IpcMainInvokeEvent =>
    ({
      type: 'frame',
      sender: page.contents,
      senderFrame: frame,
      frameId: frame.routingId,
      processId: frame.processId,
      preventDefault: () => undefined,
      defaultPrevented: false,
    }) as unknown as IpcMainInvokeEvent;

  const invoke = async (
    page: PageHost,
    from: FromPage,
    id: number,
    channel: string,
    args: unknown,
  ): Promise<void> => {
    try {
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      from.reply(id, true, await handler(eventOf(page, from), ...(unpack(args) as unknown[])));
    } catch (error) {
      if (handlers.has(channel))
        process.stderr.write(`Error occurred in handler for '${channel}': ${error}\n`);
      from.reply(id, false, new Error(`Error invoking remote method '${channel}': ${error}`));
    }
  };

  return {
    ipcMain: ipcMain as IpcMainHost['ipcMain'],
    receive(page, from) {
      const { message, frame, isMainFrame } = from;
      const asking = {
        contents: page.contents,
        origin: schemes.toChromium(frame.origin).replace(/\/$/, ''),
        requestingUrl: frame.url,
        isMainFrame,
      };
      switch (message.kind) {
        case 'send': {
          const event = Object.assign(eventOf(page, from), {
            reply: (channel: string, ...args: unknown[]) => page.contents.send(channel, ...args),
          });
          ipcMain.emit(message.channel, event, ...(unpack(message.args) as unknown[]));
          return;
        }
        case 'invoke':
          void invoke(page, from, message.id, message.channel, message.args);
          return;
        case 'open':
          page.askForWindow(message.url, message.frameName, message.features);
          return;
        case 'permission':
          page.session.permissions
            .request(asking, message.permission, message.details)
            .then((granted) => from.reply(message.id, true, granted));
          return;
        case 'check':
          page.session.permissions
            .check(asking, message.permission)
            .then((granted) => from.reply(message.id, true, granted));
          return;
        default:
          message satisfies never;
      }
    },
  };
}
