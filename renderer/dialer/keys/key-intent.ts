/** What a key press is, with nothing of the DOM in it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly repeat: boolean;
  /** The focus is where text is typed, or the key is part of composing a character. */
  readonly typing: boolean;
}

/** What the window is doing: with a question open the dialog has every key. */
export type KeyMode = 'question' | 'call' | 'idle';

export type KeyIntent =
  | { readonly type: 'type'; readonly characters: string }
  | { readonly type: 'delete' }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: 'toggle-mute' }
  | { readonly type: 'toggle-keypad' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'answer' }
  | { readonly type: 'leave' };

/**
 * What a key means anywhere in the window; null where it is none of the window's business. Enter
 * and Space never mean anything here: they belong to what has the focus, so nothing is dialled or
 * answered by a key that was meant for something else.
 */
export function keyIntent(press: KeyPress, mode: KeyMode): KeyIntent | null {
  if (mode === 'question') return null;
  if ((press.ctrl || press.meta) && press.shift && !press.alt) return mode === 'call' ? chord(press) : null;
  if (press.ctrl || press.meta || press.alt || press.typing) return null;
  if (press.key === 'Escape') return { type: 'leave' };
  return mode === 'call' ? inCall(press) : idle(press);
}

function chord({ key, repeat }: KeyPress): KeyIntent | null {
  if (repeat) return null;
  if (key.toLowerCase() === 'h') return { type: 'hang-up' };
  if (key.toLowerCase() === 'a') return { type: 'answer' };
  return key.toLowerCase() === 'm' ? { type: 'toggle-mute' } : null;
}

function inCall({ key, repeat }: KeyPress): KeyIntent | null {
  // A key held down would send a row of tones that nobody meant.
  if (repeat) return null;
  if (/^[0-9*#]$/.test(key)) return { type: 'key', digit: key };
  if (key.toLowerCase() === 'm') return { type: 'toggle-mute' };
  return key.toLowerCase() === 'k' ? { type: 'toggle-keypad' } : null;
}

function idle({ key }: KeyPress): KeyIntent | null {
  if (/^[0-9*#+]$/.test(key)) return { type: 'type', characters: key };
  return key === 'Backspace' ? { type: 'delete' } : null;
}
