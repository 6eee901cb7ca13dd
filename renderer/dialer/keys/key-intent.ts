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

/**
 * What the window is doing: with a question open the dialog has every key but the chords; with a panel open in a call, digits are the
 * number that is typed there, and no tones.
 */
export type KeyMode = 'question' | 'panel' | 'call' | 'idle';

export type KeyIntent =
  | { readonly type: 'type'; readonly characters: string }
  | { readonly type: 'delete' }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: CallKey }
  | { readonly type: 'leave' };

/** What a key of its own does in a call. */
export type CallKey =
  | 'toggle-mute'
  | 'toggle-keypad'
  | 'toggle-hold'
  | 'transfer'
  | 'add-call'
  | 'swap'
  | 'merge'
  | 'hang-up'
  | 'answer';

/** Letters by themselves, while nothing is typed. What ends or answers a call is not among them. */
const LETTERS: Readonly<Record<string, CallKey>> = {
  m: 'toggle-mute',
  k: 'toggle-keypad',
  o: 'toggle-hold',
  t: 'transfer',
  n: 'add-call',
  s: 'swap',
  j: 'merge',
};

/** With Ctrl (or ⌘) and Shift: these also work while something is typed. */
const CHORDS: Readonly<Record<string, CallKey>> = {
  h: 'hang-up',
  a: 'answer',
  m: 'toggle-mute',
  o: 'toggle-hold',
  s: 'swap',
};

/**
 * What a key means anywhere in the window; null where it is none of the window's business. Enter
 * and Space never mean anything here: they belong to what has the focus, so nothing is dialled or
 * answered by a key that was meant for something else.
 */
export function keyIntent(press: KeyPress, mode: KeyMode): KeyIntent | null {
  const { key, ctrl, meta, alt, shift } = press;
  // Also beside a question: the call that is up can be ended, and one that rings answered, without a word on the link.
  if ((ctrl || meta) && shift && !alt) return mode === 'idle' ? null : once(press, CHORDS);
  if (mode === 'question') return null;
  if (ctrl || meta || alt || press.typing) return null;
  if (key === 'Escape') return { type: 'leave' };
  return mode === 'call' ? inCall(press) : inField(press);
}

/** A key held down would do and undo a thing many times over. */
function once({ key, repeat }: KeyPress, keys: Readonly<Record<string, CallKey>>): KeyIntent | null {
  const letter = key.toLowerCase();
  const type = !repeat && Object.hasOwn(keys, letter) ? keys[letter] : undefined;
  return type ? { type } : null;
}

function inCall(press: KeyPress): KeyIntent | null {
  // A key held down would send a row of tones that nobody meant.
  if (/^[0-9*#]$/.test(press.key)) return press.repeat ? null : { type: 'key', digit: press.key };
  return once(press, LETTERS);
}

function inField({ key }: KeyPress): KeyIntent | null {
  if (/^[0-9*#+]$/.test(key)) return { type: 'type', characters: key };
  return key === 'Backspace' ? { type: 'delete' } : null;
}
