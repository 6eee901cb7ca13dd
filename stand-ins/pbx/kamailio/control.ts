import { connect, type Socket } from 'node:net';

/** What baresip tells of itself: `CALL_INCOMING`, `CALL_ESTABLISHED`, `CALL_DTMF_START` (digit in `param`), … */
export interface BaresipEvent {
  readonly type: string;
  readonly param: string;
  /** SIP Call-ID, where the event belongs to a call. */
  readonly id: string;
  /** When it was told, in milliseconds of `performance.now()`. */
  readonly at: number;
}

/** baresip's `ctrl_tcp`: JSON in netstrings, commands and events over one connection. */
export interface Control {
  /** Runs one of baresip's commands (`dial`, `hangup`, `accept`, `reginfo`) and gives its text. */
  command(name: string, parameters?: string): Promise<string>;
  events(): readonly BaresipEvent[];
  close(): void;
}

/** Connects to a control port that listens already; rejects when nothing does. */
export async function openControl(port: number, address: string): Promise<Control> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opening = connect(port, address, () => resolve(opening));
    opening.once('error', reject);
  });
  const events: BaresipEvent[] = [];
  const waiting = new Map<string, (text: string) => void>();
  let token = 0;
  let received = Buffer.alloc(0);
  // The connection ends with baresip itself; whoever still waits is told by its own time-out.
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const colon = received.indexOf(':');
      const length = Number(received.toString('latin1', 0, Math.max(colon, 0)));
      if (colon < 0 || received.length < colon + length + 2) return;
      take(JSON.parse(received.toString('utf8', colon + 1, colon + 1 + length)));
      received = received.subarray(colon + length + 2);
    }
  });
  function take(message: Record<string, unknown>): void {
    if (message.event === true) {
      events.push({
        type: String(message.type ?? ''),
        param: String(message.param ?? ''),
        id: String(message.id ?? ''),
        at: performance.now(),
      });
      return;
    }
    const key = String(message.token ?? '');
    waiting.get(key)?.(String(message.data ?? ''));
    waiting.delete(key);
  }
  return {
    command(name, parameters = '') {
      token += 1;
      const key = `t${token}`;
      const text = JSON.stringify({ command: name, params: parameters, token: key });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
      return new Promise((resolve) => waiting.set(key, resolve));
    },
    events: () => events,
    close: () => void socket.destroy(),
  };
}
