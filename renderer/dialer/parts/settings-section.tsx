import { type ReactNode, useId } from 'react';

/** One part of the settings pane, with its heading. */
export function SettingsSection({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h3 id={id} className="settings-title">
        {title}
      </h3>
      {children}
    </section>
  );
}
