import type { PanelPurpose } from '../state/call-panel.ts';

export interface PanelWords {
  readonly title: string;
  readonly submit: string;
  readonly hint: string;
}

/** What a number is typed for in a call. */
export const PANEL_WORDS: Readonly<Record<PanelPurpose, PanelWords>> = {
  transfer: {
    title: 'Transfer this call',
    submit: 'Transfer now',
    hint: 'Ask first puts this call on hold while you talk to them.',
  },
  add: { title: 'Add a call', submit: 'Hold and dial', hint: 'The call you are in is put on hold.' },
  forward: {
    title: 'Send to another number',
    submit: 'Send call',
    hint: 'It rings there instead, and no longer here.',
  },
};
