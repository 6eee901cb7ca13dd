import type { Leg } from './leg.ts';
import { openSilentContext } from './silent-context.ts';

/** How one member takes part: what goes to its far end. */
interface Seat {
  readonly leg: Leg;
  readonly output: MediaStreamAudioDestinationNode;
}

/**
 * Calls that hear each other, mixed here (WebAudio): each far end gets the rep and the others; the rep hears every leg
 * through its own loudspeaker already. `report` is told the calls of the conference, none when there is none any more.
 */
export function createConference(report: (callIds: readonly string[]) => void) {
  let context: AudioContext | undefined;
  let seats: readonly Seat[] = [];
  let members: readonly Leg[] = [];

  async function mix(): Promise<void> {
    void context?.close();
    // What is mixed goes to the far ends alone: no device of this machine has a part in it.
    const room = openSilentContext();
    context = room;
    // Where the page could not play anything yet, nothing would be mixed either.
    if (room.state === 'suspended') await room.resume();
    if (context !== room) return;
    const outputs = members.map((leg) => ({ leg, output: new MediaStreamAudioDestinationNode(room) }));
    seats = outputs;
    for (const { leg, output } of outputs) {
      sourceOf(room, leg.media.speech())?.connect(output);
      for (const other of members) if (other !== leg) sourceOf(room, other.media.voice())?.connect(output);
    }
    await Promise.all(outputs.map(({ leg, output }) => leg.media.sendMix(output.stream.getAudioTracks()[0])));
  }
  function dissolve(): void {
    for (const { leg } of seats) void leg.media.sendMix(undefined);
    void context?.close();
    context = undefined;
    seats = [];
  }
  function set(legs: readonly Leg[]): void {
    const before = members;
    for (const { leg } of seats) if (!legs.includes(leg)) void leg.media.sendMix(undefined);
    for (const leg of before) if (!legs.includes(leg)) leg.media.onTracks(undefined);
    members = legs.length < 2 ? [] : legs;
    if (members.length === 0) {
      for (const leg of before) leg.media.onTracks(undefined);
      if (before.length === 0) return;
      dissolve();
      report([]);
      return;
    }
    // Another microphone, or a far end that took the place of one: the old tracks are silent.
    for (const leg of members) leg.media.onTracks(() => void mix());
    void mix();
    report(members.map(({ callId }) => callId));
  }

  return {
    members: () => members,
    has: (leg: Leg) => members.includes(leg),
    /** Mixes these legs and no others; with fewer than two nothing is mixed any more. */
    set,
    /** The others go on, if there are two of them left. */
    leave(leg: Leg): void {
      if (members.includes(leg)) set(members.filter((member) => member !== leg));
    },
  };
}

function sourceOf(
  context: AudioContext,
  track: MediaStreamTrack | undefined,
): MediaStreamAudioSourceNode | undefined {
  if (track === undefined) return undefined;
  return new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
}
