import { type ReactNode, useId } from 'react';
import type { AudioView } from '../../../app/ipc/audio-contract.ts';
import type { AudioRole } from '../../../app/voice/audio.ts';
import { useActions } from '../state/dialer-context.tsx';
import { deviceOptions, missingWords, ROLE_NAMES } from '../words/audio-words.ts';

interface DeviceChoiceProps {
  readonly audio: AudioView;
  readonly of: AudioRole;
  readonly children?: ReactNode;
}

/** One end of the sound: which device it is, and what belongs to it. */
export function DeviceChoice({ audio, of: role, children }: DeviceChoiceProps): ReactNode {
  const { chooseAudio } = useActions();
  const id = useId();
  const { options, chosen } = deviceOptions(audio, role);
  const missing = missingWords(audio, role);
  return (
    <div className="setting">
      <label htmlFor={id}>{ROLE_NAMES[role]}</label>
      <select
        id={id}
        className="select"
        value={chosen}
        aria-describedby={missing && `${id}-missing`}
        onChange={({ target }) => {
          const option = options.find(({ value }) => value === target.value);
          if (option) void chooseAudio({ [role]: option.device });
        }}
      >
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {missing && (
        <p id={`${id}-missing`} className="setting-hint text-wait">
          {missing}
        </p>
      )}
      {children}
    </div>
  );
}
