import type { ReactNode } from 'react';
import { SettingsSection } from './settings-section.tsx';

/** What the rep hears and speaks with. */
export function AudioSection(): ReactNode {
  return (
    <SettingsSection title="Sound">
      <p>Outdial uses the microphone and speaker that your system uses.</p>
    </SettingsSection>
  );
}
