import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useSnapshot } from '../state/dialer-context.tsx';
import { AudioSection } from './audio-section.tsx';
import { Icon } from './icons.tsx';
import { PhoneSection } from './phone-section.tsx';

const PANE = 'settings-pane';

/**
 * The gear and the pane it opens. What can't wait closes it: a call that rings, and a question before a dial (a modal
 * dialog closes every popover). Its sections exist only while it is open, so that what they watch is watched no longer.
 */
export function SettingsPane(): ReactNode {
  const pane = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [open, setOpen] = useState(false);
  const rings = useSnapshot(({ calls }) => calls.some(({ phase }) => phase === 'incoming'));

  useEffect(() => {
    if (rings && pane.current?.matches(':popover-open')) pane.current.hidePopover();
  }, [rings]);

  return (
    <>
      <button
        type="button"
        className="icon-button"
        popoverTarget={PANE}
        aria-label="Settings"
        aria-expanded={open}
        title="Settings"
      >
        <Icon name="gear" />
      </button>
      <div
        ref={pane}
        id={PANE}
        popover="auto"
        className="settings"
        role="dialog"
        aria-labelledby="settings-title"
        onKeyDown={keepKeys}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
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
            popoverTarget={PANE}
            popoverTargetAction="hide"
            aria-label="Close settings"
          >
            <Icon name="cross" />
          </button>
        </div>
        {open && (
          <>
            <AudioSection />
            <PhoneSection />
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
