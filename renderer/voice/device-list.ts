import type { AudioDevice, AudioDevices } from '../../app/voice/audio.ts';

/** Chromium's names for "whatever the system uses", listed beside the devices themselves. */
const STAND_INS = ['default', 'communications'];

/** What is plugged in, and which microphone the system uses for it all. */
export interface DeviceReading extends AudioDevices {
  /** Changes when the system's own microphone becomes another one; empty while names are hidden. */
  readonly systemMicrophone: string;
}

/** Reads the machine's audio devices. Before the microphone was allowed once, their names are empty. */
export async function readDevices(media: MediaDevices): Promise<DeviceReading> {
  const all = await media.enumerateDevices();
  const system = all.find(({ kind, deviceId }) => kind === 'audioinput' && deviceId === 'default');
  const ofKind = (kind: MediaDeviceKind): AudioDevice[] =>
    all
      .filter((device) => device.kind === kind && !STAND_INS.includes(device.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    inputs: ofKind('audioinput'),
    outputs: ofKind('audiooutput'),
    systemMicrophone: system?.label ? `${system.label} ${system.groupId}` : '',
  };
}
