import type { Clock } from '../../app/clock.ts';
import type { AudioView } from '../../app/ipc/audio-contract.ts';
import { ok, type Result } from '../../app/result.ts';
import {
  AUDIO_ROLES,
  type AudioChange,
  type AudioCommand,
  type AudioDevice,
  type AudioDevices,
  type AudioEvent,
  type AudioRole,
  type AudioSettings,
  changeAudio,
  findDevice,
  type HeadsetButton,
} from '../../app/voice/audio.ts';

/** The dialer says every ten seconds that it still shows the level; without that nobody looks, in milliseconds. */
const WATCH_MILLISECONDS = 25_000;

export interface SoundParts {
  /** To the voice page; called only after `pageReady`. */
  send(command: AudioCommand): void;
  readonly first: AudioSettings;
  /** Keeps what was chosen; the failure is the rep's to read. */
  keep(settings: AudioSettings): Result<unknown>;
  readonly clock: Clock;
  changed(): void;
  onLevel(level: number): void;
  onHeadset(button: HeadsetButton): void;
}

export interface Sound {
  /** What the voice page starts with: it is up, and nobody watches yet. */
  pageReady(): AudioSettings;
  report(event: AudioEvent): void;
  choose(change: AudioChange): Result<Record<string, never>>;
  test(what: 'microphone' | 'ringer' | null): void;
  /** Opens the microphone for its level; lapses unless asked for again. */
  watch(on: boolean): void;
  /** Undefined before the voice page is up. */
  view(): AudioView | undefined;
  close(): void;
}

/** Owns what is known of the machine's sound: the rep's choice, what is plugged in, and what the microphone does. */
export function createSound(parts: SoundParts): Sound {
  let settings = parts.first;
  let devices: AudioDevices = { inputs: [], outputs: [] };
  let microphone: AudioView['microphone'] = 'closed';
  let using: string | undefined;
  let instead = false;
  let test: AudioView['test'] = null;
  let headsets: readonly string[] = [];
  /** Roles whose chosen device was plugged in at some time of this run. */
  const seen = new Set<AudioRole>();
  let ready = false;
  /** The voice page has said what is plugged in. */
  let told = false;
  let stopWatch: (() => void) | undefined;

  const pluggedFor = (role: AudioRole): readonly AudioDevice[] =>
    role === 'microphone' ? devices.inputs : devices.outputs;

  function look(): void {
    for (const role of AUDIO_ROLES) {
      const chosen = settings[role];
      if (chosen && findDevice(chosen, pluggedFor(role))) seen.add(role);
    }
  }
  function missing(): AudioView['missing'] {
    return AUDIO_ROLES.flatMap((role) => {
      const chosen = settings[role];
      const plugged = pluggedFor(role);
      if (!chosen || !told || findDevice(chosen, plugged)) return [];
      // Without its label a device may still be the chosen one.
      if (plugged.some(({ label }) => label === '')) return [];
      return [{ role, label: chosen.label, lost: seen.has(role) }];
    });
  }
  function send(command: AudioCommand): void {
    if (ready) parts.send(command);
  }
  function unwatch(): void {
    stopWatch?.();
    stopWatch = undefined;
    send({ type: 'watch', on: false });
  }

  return {
    pageReady() {
      ready = true;
      // Somebody has looked at the level of the page before this one.
      if (stopWatch !== undefined) send({ type: 'watch', on: true });
      told = false;
      devices = { inputs: [], outputs: [] };
      microphone = 'closed';
      using = undefined;
      instead = false;
      test = null;
      headsets = [];
      parts.changed();
      return settings;
    },
    report(event) {
      switch (event.type) {
        case 'level':
          return parts.onLevel(event.level);
        case 'headset':
          return parts.onHeadset(event.button);
        case 'devices':
          told = true;
          devices = { inputs: event.inputs, outputs: event.outputs };
          look();
          break;
        case 'microphone':
          microphone = event.state;
          using = event.using;
          instead = event.instead === true;
          break;
        case 'test':
          test = event.step;
          break;
        case 'headsets':
          headsets = event.names;
          break;
        default:
          event satisfies never;
      }
      parts.changed();
    },
    choose(change) {
      settings = changeAudio(settings, change);
      for (const role of AUDIO_ROLES) if (change[role] !== undefined) seen.delete(role);
      look();
      send({ type: 'use', settings });
      const kept = parts.keep(settings);
      parts.changed();
      return kept.ok ? ok({}) : kept;
    },
    test: (what) => send({ type: 'test', what }),
    watch(on) {
      if (!on) return unwatch();
      stopWatch?.();
      // Also again: a microphone that was refused may be allowed by now.
      send({ type: 'watch', on: true });
      stopWatch = parts.clock.after(WATCH_MILLISECONDS, unwatch);
    },
    view: () =>
      ready
        ? {
            settings,
            inputs: [...devices.inputs],
            outputs: [...devices.outputs],
            microphone,
            ...(using !== undefined && { using }),
            ...(instead && { instead }),
            missing: missing(),
            test,
            headsets,
          }
        : undefined,
    close: () => stopWatch?.(),
  };
}
