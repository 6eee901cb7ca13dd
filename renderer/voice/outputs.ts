/** Calls and tones of calls are heard on one device, ringing on another. */
export type OutputRole = 'speaker' | 'ringer';

/** An `<audio>` element, or an AudioContext (which TypeScript does not know to have it). */
export interface Sink {
  setSinkId(id: string): Promise<unknown>;
}

/** Which loudspeaker each sound goes to; sounds that play move when it changes. */
export interface Outputs {
  /** Sends a sound to the device of its role, now and whenever that becomes another one. */
  attach(role: OutputRole, sink: Sink): void;
  detach(sink: Sink): void;
  /** @param id a device's id, or empty for the system's */
  use(role: OutputRole, id: string): void;
}

export function createOutputs(): Outputs {
  const sinks = new Map<Sink, OutputRole>();
  const ids: Record<OutputRole, string> = { speaker: '', ringer: '' };
  /** What each sink is at; a second change waits for the first, so that the last one wins. */
  const turns = new WeakMap<Sink, Promise<void>>();

  async function move(sink: Sink): Promise<void> {
    const role = sinks.get(sink);
    if (role === undefined) return;
    try {
      await sink.setSinkId(ids[role]);
    } catch {
      // It was pulled out just now, and the list of devices is about to say so: better heard anywhere.
      if (ids[role] !== '' && sinks.has(sink)) await moveToSystem(sink);
    }
  }
  async function moveToSystem(sink: Sink): Promise<void> {
    try {
      await sink.setSinkId('');
    } catch (error) {
      // A sound that was over meanwhile is nowhere to be heard; of one that still plays somebody has to know.
      if (sinks.has(sink)) console.error(`No loudspeaker takes a sound: ${nameOf(error)}`);
    }
  }
  function moveInTurn(sink: Sink): void {
    turns.set(
      sink,
      (turns.get(sink) ?? Promise.resolve()).then(() => move(sink)),
    );
  }

  return {
    attach(role, sink) {
      sinks.set(sink, role);
      if (ids[role] !== '') moveInTurn(sink);
    },
    detach: (sink) => void sinks.delete(sink),
    use(role, id) {
      if (ids[role] === id) return;
      ids[role] = id;
      for (const [sink, of] of sinks) if (of === role) moveInTurn(sink);
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : 'unknown';
}

/** An AudioContext as a sink, where Chromium is new enough (110); undefined leaves it with the system's device. */
export function sinkOf(context: AudioContext): Sink | undefined {
  return 'setSinkId' in context && typeof context.setSinkId === 'function'
    ? (context as AudioContext & Sink)
    : undefined;
}
