/** A microphone of the stand-in machine: its tone tells it from the others; 0 hertz is digital silence. */
export interface StandInMicrophone {
  readonly id: string;
  readonly label: string;
  readonly hertz: number;
}

export interface StandInSpeaker {
  readonly id: string;
  readonly label: string;
}

/**
 * A script for `OpenOptions.first`: a machine with these devices, which a test plugs and unplugs. Chromium's own fake
 * microphones all play the same file and can't be pulled out. As in Chromium, the first microphone is the system's, and
 * a microphone that is pulled out ends its tracks. Defines `standInSound`: `occupy(id)`: another program has it from now
 * on, `plug(microphone)`, `unplug(id)`, `plugSpeaker(speaker)`, `unplugSpeaker(id)`, `system(id)`, `asked` (the constraints
 * of each getUserMedia) and `sinks()` (where each `<audio>` element plays, by its call).
 */
export function soundDevices(
  microphones: readonly StandInMicrophone[],
  speakers: readonly StandInSpeaker[] = [],
): string {
  return `
(() => {
  let inputs = ${JSON.stringify(microphones)};
  let outputs = ${JSON.stringify(speakers)};
  const asked = [];
  const opened = [];
  const occupied = new Set();
  const media = navigator.mediaDevices;
  const changed = () => media.dispatchEvent(new Event('devicechange'));
  const listed = (kind, deviceId, label) => ({ kind, deviceId, label, groupId: label, toJSON: () => ({}) });

  media.enumerateDevices = async () => [
    ...inputs.slice(0, 1).map(({ label }) => listed('audioinput', 'default', 'Default - ' + label)),
    ...inputs.map(({ id, label }) => listed('audioinput', id, label)),
    ...outputs.map(({ id, label }) => listed('audiooutput', id, label)),
  ];
  media.getUserMedia = async ({ audio }) => {
    asked.push(audio);
    const wanted = audio.deviceId?.exact;
    const device = wanted === undefined ? inputs[0] : inputs.find(({ id }) => id === wanted);
    if (!device) throw new DOMException('none', wanted === undefined ? 'NotFoundError' : 'OverconstrainedError');
    if (occupied.has(device.id)) throw new DOMException('in use', 'NotReadableError');
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const gain = new GainNode(context, { gain: device.hertz === 0 ? 0 : 0.5 });
    const tone = new OscillatorNode(context, { frequency: device.hertz || 440 });
    tone.connect(gain).connect(out);
    tone.start();
    const [track] = out.stream.getAudioTracks();
    Object.defineProperty(track, 'label', { value: device.label });
    Object.defineProperty(track, 'getSettings', { value: () => ({ deviceId: device.id }) });
    opened.push({ id: device.id, track, gain });
    return out.stream;
  };
  const setSink = async function (id) {
    if (id !== '' && !outputs.some((output) => output.id === id)) throw new DOMException('gone', 'NotFoundError');
    this.standInSink = id;
  };
  HTMLMediaElement.prototype.setSinkId = setSink;
  AudioContext.prototype.setSinkId = setSink;

  window.standInSound = {
    asked,
    occupy: (id) => occupied.add(id),
    plug(device) { inputs = [...inputs, device]; changed(); },
    unplug(id) {
      inputs = inputs.filter((device) => device.id !== id);
      for (const { track, gain } of opened.filter((one) => one.id === id)) {
        track.stop();
        // Its copies go silent with it.
        gain.gain.value = 0;
        track.dispatchEvent(new Event('ended'));
      }
      changed();
    },
    system(id) {
      inputs = [...inputs.filter((device) => device.id === id), ...inputs.filter((device) => device.id !== id)];
      changed();
    },
    plugSpeaker(device) { outputs = [...outputs, device]; changed(); },
    unplugSpeaker(id) { outputs = outputs.filter((device) => device.id !== id); changed(); },
    /** How many sources are open: what the system's indicator shows. */
    open: () => opened.filter(({ track }) => track.readyState === 'live').length,
    sinks: () => Object.fromEntries([...document.querySelectorAll('audio')].map((audio) =>
      [audio.dataset.callId, { sink: audio.standInSink ?? '', volume: audio.volume }])),
  };
})();
`;
}
