import { type ReactNode, useId } from 'react';

interface SettingSwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly on: boolean;
  onChange(on: boolean): void;
}

/** A setting that is on or off. */
export function SettingSwitch({ label, hint, on, onChange }: SettingSwitchProps): ReactNode {
  const id = useId();
  return (
    <div className="switch">
      <input
        id={id}
        type="checkbox"
        checked={on}
        aria-describedby={hint && `${id}-hint`}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="setting-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
