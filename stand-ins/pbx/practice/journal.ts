/** One thing that happened at the practice PBX. */
export interface PracticeEvent {
  /** Milliseconds since 1970, with a fraction. */
  readonly at: number;
  /** A SIP method as it arrived, a status as it left, `DTMF`, `registered`, `unregistered`, `gone`, `ended`. */
  readonly event: string;
  /** SIP Call-ID; empty for connections. */
  readonly callId: string;
  readonly number?: string;
  /** All digits heard in this call so far. */
  readonly digits?: string;
}

export type PracticeListener = (event: PracticeEvent) => void | Promise<void>;

export interface Journal {
  /** Writes it down; resolves when every listener has. */
  record(event: string, callId: string, more?: { number?: string; digits?: string }): Promise<void>;
  entries(): readonly PracticeEvent[];
  /** Returns the function that ends it. */
  onEvent(listener: PracticeListener): () => void;
}

export function createJournal(): Journal {
  const entries: PracticeEvent[] = [];
  const listeners = new Set<PracticeListener>();
  return {
    async record(event, callId, more = {}) {
      const entry = { at: performance.timeOrigin + performance.now(), event, callId, ...more };
      entries.push(entry);
      for (const listener of listeners) await listener(entry);
    },
    entries: () => entries,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
