import type { CarrierCommand } from '../../app/ipc/carrier-contract.ts';
import type { Bridge } from '../../app/ipc/contract.ts';
import { type AudioCommand, type AudioEvent, DEFAULT_AUDIO } from '../../app/voice/audio.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { hidOf } from './headsets.ts';
import { createSound } from './sound.ts';
import { createSwitchboard } from './switchboard.ts';

declare global {
  interface Window {
    readonly outdial?: Bridge;
  }
}

/** Main is told in the order things happen: requests of one page arrive as they were sent. */
async function report(outdial: Bridge, event: CarrierEvent): Promise<void> {
  const answer = await outdial.request('voice.report', { event });
  if (!answer.ok) console.error(`The report ${event.type} was refused: ${answer.failure.code}`);
}

async function reportSound(outdial: Bridge, event: AudioEvent): Promise<void> {
  const answer = await outdial.request('audio.report', { event });
  if (!answer.ok) console.error(`The report ${event.type} was refused: ${answer.failure.code}`);
}

async function start(outdial: Bridge): Promise<void> {
  const early: CarrierCommand[] = [];
  let take = (command: CarrierCommand): void => {
    early.push(command);
  };
  const earlySound: AudioCommand[] = [];
  let takeSound = (command: AudioCommand): void => {
    earlySound.push(command);
  };
  outdial.subscribe((event) => {
    if (event.type === 'carrier-command') take(event.command);
    if (event.type === 'audio-command') takeSound(event.command);
  });
  const answer = await outdial.request('voice.ready', {});
  if (!answer.ok) throw new Error(`The voice page was not let in: ${answer.failure.code}`);
  const { account, audio } = answer.value;
  const sound = createSound({
    devices: navigator.mediaDevices,
    hid: hidOf(navigator),
    settings: audio ?? DEFAULT_AUDIO,
    report: (event) => void reportSound(outdial, event),
  });
  takeSound = sound.take;
  for (const command of earlySound) takeSound(command);
  const switchboard = createSwitchboard({
    account,
    microphone: sound.microphone,
    loudspeaker: sound.loudspeaker,
    report(event) {
      sound.follow(event);
      void report(outdial, event);
    },
  });
  take = (command) => {
    if (command.type === 'silence') sound.follow(command);
    switchboard(command);
  };
  for (const command of early) take(command);
}

if (window.outdial === undefined) throw new Error('The preload did not run: there is no bridge to main.');
void start(window.outdial);
