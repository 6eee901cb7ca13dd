import type { ReactNode } from 'react';

/**
 * One hand's drawings: 20 × 20, a 1.6 stroke with round ends, in the colour of the text around them.
 * They never stand alone for a meaning, so all are hidden from screen readers.
 */
const DRAWINGS = {
  phone: (
    <path d="M6.2 2.9 4.4 3.6c-.9.4-1.4 1.3-1.3 2.3.6 5.8 5.2 10.4 11 11 1 .1 1.9-.4 2.3-1.3l.7-1.8c.2-.6 0-1.2-.5-1.5l-2.7-1.6c-.5-.3-1.1-.2-1.5.2l-.9.9a9.6 9.6 0 0 1-3.3-3.3l.9-.9c.4-.4.5-1 .2-1.5L7.7 3.4c-.3-.5-.9-.7-1.5-.5Z" />
  ),
  hangUp: (
    <path d="M2.6 11.6c-.3-1 .1-2 .9-2.6 3.9-2.8 9.1-2.8 13 0 .8.6 1.2 1.6.9 2.6l-.4 1.3c-.2.6-.8.9-1.4.8l-2.5-.5c-.6-.1-1-.6-1-1.2v-1.2a7.6 7.6 0 0 0-4.2 0V12c0 .6-.4 1.1-1 1.2l-2.5.5c-.6.1-1.2-.2-1.4-.8Z" />
  ),
  mic: (
    <>
      <rect x="7.2" y="2.6" width="5.6" height="9" rx="2.8" />
      <path d="M4.4 9.4a5.6 5.6 0 0 0 11.2 0M10 15v2.6" />
    </>
  ),
  micOff: (
    <>
      <path d="M12.8 9V5.4a2.8 2.8 0 0 0-5.4-1M7.2 7.6v1.2a2.8 2.8 0 0 0 4 2.5" />
      <path d="M4.4 9.4a5.6 5.6 0 0 0 8.7 4.6M15.6 9.4c0 .7-.1 1.4-.4 2M10 15v2.6M3 2.6l14 14" />
    </>
  ),
  keypad: (
    <path
      d="M5 4.4h.01M10 4.4h.01M15 4.4h.01M5 9.4h.01M10 9.4h.01M15 9.4h.01M5 14.4h.01M10 14.4h.01M15 14.4h.01"
      strokeWidth="2.6"
    />
  ),
  outgoing: <path d="M5.4 14.6 14.6 5.4M7.4 5.4h7.2v7.2" />,
  incoming: <path d="M14.6 5.4 5.4 14.6M12.6 14.6H5.4V7.4" />,
  check: <path d="m4.4 10.6 3.6 3.6 7.6-8" />,
  clock: (
    <>
      <circle cx="10" cy="10" r="6.8" />
      <path d="M10 6.2V10l2.6 1.8" />
    </>
  ),
  cross: <path d="m5.4 5.4 9.2 9.2M14.6 5.4l-9.2 9.2" />,
  ban: (
    <>
      <circle cx="10" cy="10" r="6.8" />
      <path d="m5.4 5.4 9.2 9.2" />
    </>
  ),
  alert: (
    <>
      <path d="M8.7 3.6 2.6 14.4c-.6 1 .1 2.2 1.3 2.2h12.2c1.2 0 1.9-1.2 1.3-2.2L11.3 3.6a1.5 1.5 0 0 0-2.6 0Z" />
      <path d="M10 8v3.4M10 14h.01" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="6.8" />
      <path d="M10 9.4v4M10 6.6h.01" />
    </>
  ),
  erase: (
    <>
      <path d="M7.4 4.4h8.2c.9 0 1.6.7 1.6 1.6v8c0 .9-.7 1.6-1.6 1.6H7.4L2.4 10Z" />
      <path d="m9.4 8 4 4M13.4 8l-4 4" />
    </>
  ),
  gear: (
    <>
      <circle cx="10" cy="10" r="2.6" />
      <path d="M8.5 2.8h3l.5 2 1.5.9 2-.6 1.5 2.6-1.5 1.4v1.8l1.5 1.4-1.5 2.6-2-.6-1.5.9-.5 2h-3l-.5-2-1.5-.9-2 .6L3 12.3l1.5-1.4V9.1L3 7.7l1.5-2.6 2 .6L8 4.8Z" />
    </>
  ),
  hold: <path d="M7.4 4.6v10.8M12.6 4.6v10.8" strokeWidth="2.2" />,
  resume: <path d="M7 4.6v10.8l8.4-5.4Z" />,
  transfer: <path d="M3.4 14.4c.6-4.4 3.4-6.4 8-6.4h4.4M12.2 4.4 15.8 8l-3.6 3.6" />,
  add: <path d="M10 4.4v11.2M4.4 10h11.2" />,
  merge: <path d="M4 4.6c0 5 2 6.4 6 6.4s6-1.4 6-6.4M10 11v5.2M7.2 13.6l2.8 2.8 2.8-2.8" />,
  swap: <path d="M4 7.2h11.4M12.4 4.2l3 3-3 3M16 12.8H4.6M7.6 9.8l-3 3 3 3" />,
  more: <path d="M4.6 10h.01M10 10h.01M15.4 10h.01" strokeWidth="2.6" />,
} as const;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name, large = false }: { name: IconName; large?: boolean }): ReactNode {
  return (
    <svg
      className={large ? 'icon icon-large' : 'icon'}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
