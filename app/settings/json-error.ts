const BLANKS = /[ \t\n\r]*/y;
const STRING_START = /"(?:[^"\\\p{Cc}]+|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;

/** The end of what `pattern` matches at `at`, or -1. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

type State = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'after';

/**
 * The index of the first character that keeps `text` from being JSON (RFC 8259), the length of `text` where only its
 * end is missing, or -1 where it is JSON. `JSON.parse` does not always say where it stopped, and quotes the text,
 * which may hold a password.
 */
export function jsonErrorAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let state = 'value' as State;
  let at = 0;
  for (;;) {
    at = endOf(BLANKS, text, at);
    if (at >= text.length) return state === 'after' && open.length === 0 ? -1 : text.length;
    const character = text.charAt(at);
    if ((state === 'value or ]' && character === ']') || (state === 'key or }' && character === '}')) {
      open.pop();
      state = 'after';
      at += 1;
    } else if (state === 'after') {
      const within = open.at(-1);
      if (character === ',' && within !== undefined) state = within === '{' ? 'key' : 'value';
      else if ((character === '}' && within === '{') || (character === ']' && within === '[')) open.pop();
      else return at;
      at += 1;
    } else if (state === 'colon') {
      if (character !== ':') return at;
      state = 'value';
      at += 1;
    } else if (character === '"') {
      at = endOf(STRING_START, text, at);
      if (text.charAt(at) !== '"') return at;
      state = state === 'key' || state === 'key or }' ? 'colon' : 'after';
      at += 1;
    } else if (state === 'key' || state === 'key or }') {
      return at;
    } else if (character === '{' || character === '[') {
      open.push(character);
      state = character === '{' ? 'key or }' : 'value or ]';
      at += 1;
    } else {
      const end = endOf(SCALAR, text, at);
      if (end < 0) return at;
      state = 'after';
      at = end;
    }
  }
}

/** Where `at` is for a person with an editor: line and column, both from 1. */
export function placeInText(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What is probably wrong at `at`, in a sentence for an administrator; it never quotes more than one sign. */
export function jsonHint(text: string, at: number): string {
  const character = text.charAt(at);
  const before = text.slice(0, at).trimEnd().at(-1);
  if (character === '') return 'The file ends too early: a bracket or a quote is not closed.';
  if (character === "'" || character === '“' || character === '”')
    return 'Text needs straight double quotes: "…".';
  if (character === '/' || character === '#') return 'Comments are not possible in JSON.';
  if (character === '\\') return 'A backslash in text is written twice: "\\\\".';
  if ((character === '}' || character === ']') && before === ',')
    return 'The comma before it is one too many.';
  if (character === '"' && before !== undefined && /["\d}\]el]/.test(before))
    return 'A comma is missing before it.';
  return 'This sign is not expected here.';
}
