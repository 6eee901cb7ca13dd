import { type ReactNode, useId } from 'react';
import type { AudioView } from '../../../app/ipc/audio-contract.ts';
import { useActions, useSnapshot } from '../state/dialer-context.tsx';
import { headsetWords, KEEP_READY_WORDS, microphoneWords } from '../words/audio-words.ts';
import { DeviceChoice } from './device-choice.tsx';
import { LevelBar } from './level-bar.tsx';
import { SettingSwitch } from './setting-switch.tsx';
import { SettingsSection } from './settings-section.tsx';
import { SoundTestButton } from './sound-test-button.tsx';
import { useLevel } from './use-level.ts';

/** What the rep hears and speaks with. While it is open the microphone is too, so that its level can be seen. */
export function AudioSection(): ReactNode {
  const audio = useSnapshot((snapshot) => snapshot.audio);
  return (
    <SettingsSection title="Sound">
      {audio ? <AudioSettings audio={audio} /> : <p>The phone part of Outdial is starting.</p>}
    </SettingsSection>
  );
}

function AudioSettings({ audio }: { audio: AudioView }): ReactNode {
  const { chooseAudio } = useActions();
  const { settings } = audio;
  const words = microphoneWords(audio);
  useLevel();
  return (
    <>
      <DeviceChoice audio={audio} of="microphone">
        <LevelBar />
        <p className={`setting-hint text-${words.tone}`} aria-live="polite">
          {words.text}
        </p>
        <SoundTestButton what="microphone" label="Hear yourself" test={audio.test} />
      </DeviceChoice>
      <DeviceChoice audio={audio} of="speaker" />
      <DeviceChoice audio={audio} of="ringer">
        <RingVolume volume={settings.ringVolume} />
        <SoundTestButton what="ringer" label="Test ring" test={audio.test} />
      </DeviceChoice>
      <SettingSwitch
        label="Cancel echo"
        on={settings.echoCancellation}
        onChange={(echoCancellation) => void chooseAudio({ echoCancellation })}
      />
      <SettingSwitch
        label="Reduce noise around you"
        on={settings.noiseSuppression}
        onChange={(noiseSuppression) => void chooseAudio({ noiseSuppression })}
      />
      <SettingSwitch
        label="Adjust your volume automatically"
        on={settings.gainControl}
        onChange={(gainControl) => void chooseAudio({ gainControl })}
      />
      <SettingSwitch
        label="Keep the microphone ready between calls"
        hint={KEEP_READY_WORDS}
        on={settings.keepReady}
        onChange={(keepReady) => void chooseAudio({ keepReady })}
      />
      <div className="setting">
        <span className="setting-name">Headset buttons</span>
        <p className="setting-hint">{headsetWords(audio)}</p>
      </div>
    </>
  );
}

function RingVolume({ volume }: { volume: number }): ReactNode {
  const { chooseAudio } = useActions();
  const id = useId();
  return (
    <div className="volume">
      <label htmlFor={id}>Ring volume</label>
      <input
        id={id}
        type="range"
        min={0}
        max={10}
        value={Math.round(volume * 10)}
        onChange={({ target }) => void chooseAudio({ ringVolume: Number(target.value) / 10 })}
      />
    </div>
  );
}
