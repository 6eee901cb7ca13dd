import {
  type AudioCommand,
  type AudioEvent,
  type AudioSettings,
  deviceIdFor,
  type MicrophoneState,
} from '../../app/voice/audio.ts';
import { keepMicrophoneFor } from '../../app/voice/keep-microphone.ts';
import { followLine, type LineCalls, type LineNews, lineState } from '../../app/voice/line-state.ts';
import { createMicrophoneWatch, levelOf } from '../../app/voice/microphone-level.ts';
import { type DeviceReading, readDevices } from './device-list.ts';
import { createHeadsets, type Hid } from './headsets.ts';
import { createLevelMeter } from './level-meter.ts';
import { createLoudspeaker, type Loudspeaker } from './loudspeaker.ts';
import { createMicrophone, type Microphone } from './microphone.ts';
import { createOutputs } from './outputs.ts';
import { createSoundTest } from './sound-test.ts';

const LOOK_MILLISECONDS = 100;

export interface SoundParts {
  readonly devices: MediaDevices;
  /** Undefined where Chromium has no WebHID. */
  readonly hid: Hid | undefined;
  readonly settings: AudioSettings;
  report(event: AudioEvent): void;
}

export interface Sound {
  readonly microphone: Microphone;
  loudspeaker(callId: string): Loudspeaker;
  take(command: AudioCommand): void;
  /** What the calls report: headsets show it, sounds are tested only without a call, silence is told only in one. */
  follow(event: LineNews): void;
}

/** The page's microphone, speaker and ringer: opened as the rep chose, and exchanged without a call noticing. */
export function createSound({ devices, hid, report, ...parts }: SoundParts): Sound {
  let { settings } = parts;
  let plugged: DeviceReading = { inputs: [], outputs: [], systemMicrophone: '' };
  let calls: LineCalls = new Map();
  /** When calls were last over, twice. */
  let ended: readonly number[] = [];
  /** Somebody looks at the level. */
  let watching = false;
  let watched: MediaStreamTrack | 'opening' | undefined;
  let source: MediaStreamTrack | undefined;
  /** The source is the system's in place of the chosen one, which is there and can't be opened. */
  let instead = false;
  let timer: number | undefined;
  let reads = 0;
  let told = '';
  const outputs = createOutputs();
  const meter = createLevelMeter();
  const silence = createMicrophoneWatch();
  const chosenMicrophone = (): string => deviceIdFor(settings.microphone, plugged.inputs);
  const isAnother = (track: MediaStreamTrack | undefined): boolean =>
    track !== undefined && chosenMicrophone() !== '' && track.getSettings().deviceId !== chosenMicrophone();
  const loudspeaker = (callId: string): Loudspeaker =>
    createLoudspeaker(callId, { outputs, ringVolume: () => settings.ringVolume });
  const microphone = createMicrophone({
    devices,
    wish: () => ({
      deviceId: chosenMicrophone(),
      echoCancellation: settings.echoCancellation,
      noiseSuppression: settings.noiseSuppression,
      autoGainControl: settings.gainControl,
    }),
    keepFor() {
      const now = performance.now();
      // The microphone is given back just before the end of the call is told.
      const ending = lineState(calls).offHook ? [now] : [];
      return keepMicrophoneFor([...ended, ...ending], now, settings.keepReady);
    },
    changed(opened, state) {
      source = opened;
      instead = isAnother(opened);
      silence.rest();
      measure();
      tell(state);
      // Names of devices are given once the microphone is allowed.
      if (opened !== undefined && !plugged.inputs.some(({ label }) => label !== '')) void readAgain();
    },
  });
  const headsets = createHeadsets({
    hid,
    line: () => lineState(calls),
    pressed: (button) => report({ type: 'headset', button }),
    changed: (names) => report({ type: 'headsets', names }),
  });
  const test = createSoundTest({ microphone, loudspeaker, report: (step) => report({ type: 'test', step }) });

  function tell(state: MicrophoneState): void {
    const event: AudioEvent = {
      type: 'microphone',
      state,
      ...(source?.label ? { using: source.label } : {}),
      ...(instead && { instead }),
    };
    const news = JSON.stringify(event);
    if (news !== told) report(event);
    told = news;
  }
  async function readAgain(): Promise<void> {
    reads += 1;
    const own = reads;
    const read = await readDevices(devices);
    // A later look has seen more.
    if (own !== reads) return;
    const before = plugged;
    plugged = read;
    report({ type: 'devices', inputs: plugged.inputs, outputs: plugged.outputs });
    applySettings();
    // The stream of "whatever the system uses" stays with the device it was opened on.
    if (settings.microphone === null && before.systemMicrophone !== plugged.systemMicrophone)
      microphone.renew();
  }
  function applySettings(): void {
    outputs.use('speaker', deviceIdFor(settings.speaker, plugged.outputs));
    outputs.use('ringer', deviceIdFor(settings.ringer, plugged.outputs));
    // What another choice opens says so itself; until then nothing is wrong with it.
    instead &&= isAnother(source);
    microphone.look();
    void openWatched();
  }
  /** Looks at the level while somebody watches it, or ought to hear it. */
  function measure(): void {
    const needed = source !== undefined && (watching || lineState(calls).speaking);
    if (needed) {
      meter.listen(source);
      timer ??= window.setInterval(look, LOOK_MILLISECONDS);
      return;
    }
    window.clearInterval(timer);
    timer = undefined;
    meter.listen(undefined);
    silence.rest();
    if (source !== undefined) tell('open');
  }
  function look(): void {
    const heard = meter.read();
    if (source === undefined || heard === undefined) return;
    const { peak, rms } = heard;
    const silent = silence.take(peak, performance.now());
    tell(source.muted ? 'muted' : silent ? 'silent' : 'open');
    if (watching) report({ type: 'level', level: levelOf(rms) });
  }
  async function openWatched(): Promise<void> {
    if (!watching || watched !== undefined) return;
    watched = 'opening';
    try {
      const track = await microphone.take((next) => {
        watched = next;
      });
      watched = track;
      if (!watching) unwatch();
    } catch {
      // The microphone has told why; when a device comes or goes it is tried again.
      watched = undefined;
    }
  }
  function unwatch(): void {
    watching = false;
    measure();
    // While it opens, whoever opens it looks at `watching` again.
    if (watched === undefined || watched === 'opening') return;
    microphone.release(watched);
    watched = undefined;
  }
  function watch(): void {
    watching = true;
    measure();
    void openWatched();
  }

  devices.addEventListener('devicechange', () => void readAgain());
  void readAgain();

  return {
    microphone,
    loudspeaker,
    follow(event) {
      const before = lineState(calls);
      calls = followLine(calls, event);
      const now = lineState(calls);
      if (before.offHook && !now.offHook) ended = [...ended.slice(-1), performance.now()];
      if (now.offHook || now.ringing) test.end();
      if (before.speaking !== now.speaking) measure();
      headsets.show();
    },
    take(command) {
      switch (command.type) {
        case 'use':
          settings = command.settings;
          applySettings();
          if (!settings.keepReady) microphone.rest();
          break;
        case 'watch':
          if (command.on) watch();
          else unwatch();
          break;
        case 'test': {
          const { offHook, ringing } = lineState(calls);
          if (command.what === null || offHook || ringing) test.end();
          else test.start(command.what);
          break;
        }
        default:
          command satisfies never;
      }
    },
  };
}
