import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useSnapshot } from '../state/dialer-context.tsx';
import { AudioSection } from './audio-section.tsx';
import { Icon } from './icons.tsx';
import { PhoneSection } from './phone-section.tsx';

/** The pane's id, for the buttons that open it. */
export const SETTINGS_PANE = 'settings-pane';

/**
 * The gear and the pane it opens; a phone that isn't connected stands first in it. What can't wait closes it: a call that rings, and a question before a dial (a modal
 * dialog closes every popover). Its sections exist only while it is open, so that what they watch is watched no longer.
 */
export function SettingsPane(): ReactNode {
  const pane = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState(false);
  /** As it was when the pane was opened: nothing changes places under a hand. */
  const [phoneFirst, setPhoneFirst] = useState(false);
  const phoneFailed = useSnapshot(({ phone }) => phone.status === 'failed');
  const rings = useSnapshot(({ calls }) => calls.some(({ phase }) => phase === 'incoming'));

  useEffect(() => {
    if (rings && pane.current?.matches(':popover-open')) pane.current.hidePopover();
  }, [rings]);

  return (
    <>
      <button
        type="button"
        className="icon-button"
        popoverTarget={SETTINGS_PANE}
        aria-label="Settings"
        aria-expanded={open}
        title="Settings"
      >
        <Icon name="gear" />
      </button>
      <div
        ref={pane}
        id={SETTINGS_PANE}
        popover="auto"
        className="settings"
        role="dialog"
        aria-labelledby="settings-title"
        onKeyDown={keepKeys}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          setPhoneFirst(phoneFailed);
          if (newState === 'open') title.current?.focus();
        }}
      >
        <div className="settings-head">
          <h2 ref={title} id="settings-title" tabIndex={-1}>
            Settings
          </h2>
          <button
            type="button"
            className="icon-button"
            popoverTarget={SETTINGS_PANE}
            popoverTargetAction="hide"
            aria-label="Close settings"
          >
            <Icon name="cross" />
          </button>
        </div>
        {open && (
          <>
            {phoneFirst && <PhoneSection key="phone" />}
            <AudioSection />
            {!phoneFirst && <PhoneSection key="phone" />}
          </>
        )}
      </div>
    </>
  );
}

/** What is typed here is not for the number field; chords such as hanging up are for the whole window. */
function keepKeys(event: KeyboardEvent): void {
  if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
}
