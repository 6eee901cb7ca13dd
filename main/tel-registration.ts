import type { App } from 'electron';
import type { Snapshot } from '../app/ipc/snapshot-schema.ts';
import { fail, ok, type Result } from '../app/result.ts';
import { openOutside } from './security.ts';

/** Whether the system gives `tel:` links to Outdial, and how to make it. */
export interface TelHandler {
  view(): Snapshot['telHandler'];
  /** Asks the system; slow on Linux, where it starts a program, so not before the window is there. */
  look(): void;
  /**
   * Registers Outdial. Windows lets no program choose itself: there its settings page is opened.
   * Fails with `not-registered` where the system refused, on Linux mostly for want of an installed desktop entry.
   */
  register(): Result<Record<string, never>>;
}

export function followTelHandler(app: App, changed: () => void): TelHandler {
  let isDefault = true;
  const look = (): void => {
    isDefault = app.isDefaultProtocolClient('tel');
    changed();
  };
  return {
    view: () => ({ isDefault }),
    look,
    register() {
      const registered = app.setAsDefaultProtocolClient('tel');
      if (process.platform === 'win32') openOutside('ms-settings:defaultapps?registeredAppUser=Outdial');
      look();
      if (registered) return ok({});
      return fail(
        'not-registered',
        'The system did not take Outdial as its app for tel: links. Install Outdial from its package, then try again.',
      );
    },
  };
}
