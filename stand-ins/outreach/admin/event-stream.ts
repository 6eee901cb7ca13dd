import type { ServerResponse } from 'node:http';

const PAUSE = 40;

export interface EventStream {
  /** Keeps this answer open, and sends it a snapshot now and after every change. */
  open(response: ServerResponse): void;
  /** Something changed; snapshots leave at most every 40 ms. */
  changed(): void;
  close(): void;
}

/** Server-sent events for the page. */
export function createEventStream(snapshot: () => unknown): EventStream {
  const readers = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  const write = (response: ServerResponse) => response.write(`data: ${JSON.stringify(snapshot())}\n\n`);
  return {
    open(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      readers.add(response);
      response.on('close', () => readers.delete(response));
      write(response);
    },
    changed() {
      if (timer !== undefined || readers.size === 0) return;
      timer = setTimeout(() => {
        timer = undefined;
        for (const reader of readers) write(reader);
      }, PAUSE);
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      for (const reader of readers) reader.end();
    },
  };
}
