import type { Bridge, CommandName, CommandPayload } from '../../../app/ipc/contract.ts';
import type { AudioChange } from '../../../app/voice/audio.ts';
import { askMain } from './ask-main.ts';
import type { DialerStore } from './dialer-store.ts';

/** What the rep can do with the machine's sound. What comes of it arrives with the next snapshot. */
export interface AudioActions {
  chooseAudio(change: AudioChange): Promise<void>;
  /** Null ends the test that runs. */
  testAudio(what: 'microphone' | 'ringer' | null): Promise<void>;
  /** Opens the microphone for its level; to be said again every ten seconds while it is shown. */
  watchLevel(on: boolean): Promise<void>;
}

export function createAudioActions(store: DialerStore, bridge: Bridge | undefined): AudioActions {
  const ask = async <Name extends CommandName>(name: Name, payload: CommandPayload<Name>): Promise<void> => {
    const answer = await askMain(bridge, name, payload);
    if (!answer.ok) store.setState({ failure: answer.failure });
  };
  return {
    chooseAudio: (change) => ask('audio.choose', change),
    testAudio: (what) => ask('audio.test', { what }),
    async watchLevel(on) {
      if (!on) store.setState({ level: 0 });
      await ask('audio.watch', { on });
    },
  };
}
