import type { Bridge, CarrierCommand } from '../../app/ipc/contract.ts';
import type { CarrierEvent } from '../../app/voice/carrier.ts';
import { createMicrophone } from './microphone.ts';
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

async function start(outdial: Bridge): Promise<void> {
  const early: CarrierCommand[] = [];
  let take = (command: CarrierCommand): void => {
    early.push(command);
  };
  outdial.subscribe((event) => {
    if (event.type === 'carrier-command') take(event.command);
  });
  const answer = await outdial.request('voice.ready', {});
  if (!answer.ok) throw new Error(`The voice page was not let in: ${answer.failure.code}`);
  take = createSwitchboard({
    account: answer.value.account,
    microphone: createMicrophone(navigator.mediaDevices),
    report: (event) => void report(outdial, event),
  });
  for (const command of early) take(command);
}

if (window.outdial === undefined) throw new Error('The preload did not run: there is no bridge to main.');
void start(window.outdial);
