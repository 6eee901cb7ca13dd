import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback that can lose what passes through it, as networks do. */
export interface BlackHole {
  readonly port: number;
  /** The same address with this proxy's port: `ws://127.0.0.1:8088/ws`. */
  through(url: string): string;
  /** From now on every byte of the connections there are is swallowed, in both directions; none of them is closed. */
  swallow(): void;
  /** Cuts the connections there are (RST), and goes on taking new ones. */
  cut(): void;
  /** Takes no connections any more: what is open is cut, new ones are refused. */
  refuse(): void;
  /** New connections pass again; those swallowed stay so. */
  pass(): void;
  /** Connections that were taken so far. */
  taken(): number;
  close(): Promise<void>;
}

/** Starts the proxy on a port of the system's choice before the server that listens on `port` of loopback. */
export async function startBlackHole(port: number): Promise<BlackHole> {
  let refusing = false;
  let taken = 0;
  let pairs: { readonly near: Socket; readonly far: Socket }[] = [];

  const server = createServer((near) => {
    if (refusing) return void near.resetAndDestroy();
    taken += 1;
    const far = connect(port, '127.0.0.1');
    const pair = { near, far };
    pairs.push(pair);
    near.pipe(far);
    far.pipe(near);
    const over = (): void => {
      pairs = pairs.filter((other) => other !== pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      // An error is followed by `close`, which ends the pair.
      socket.on('error', () => undefined);
      socket.on('close', over);
    }
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;

  function cut(): void {
    for (const { near, far } of pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }
  return {
    port: own,
    through(url) {
      const address = new URL(url);
      address.port = String(own);
      return address.toString();
    },
    swallow() {
      for (const { near, far } of pairs) {
        for (const [socket, other] of [
          [near, far],
          [far, near],
        ] as const) {
          socket.unpipe(other);
          // What nobody reads would fill the window, and the sender would notice.
          socket.on('data', () => undefined);
          socket.resume();
          // Nor does either side hear that the other one closes.
          socket.removeAllListeners('close');
        }
      }
    },
    cut,
    refuse() {
      refusing = true;
      cut();
    },
    pass() {
      refusing = false;
    },
    taken: () => taken,
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
