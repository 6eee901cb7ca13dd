import { type FieldNumber, significant } from './significant.ts';

export interface Edit {
  readonly field: FieldNumber;
  /** How many significant characters stand before the caret. */
  readonly caret: number;
}

/**
 * What an edit of the formatted text means for the number. Deleting a separator deletes the digit
 * beside it; otherwise the formatting would put the separator back and the key would seem dead.
 *
 * @param before the number before the edit
 * @param text the field's text after the edit, as the browser has it
 * @param caret the caret's position in that text
 * @param inputType the InputEvent's (Input Events Level 2)
 */
export function editNumber(before: FieldNumber, text: string, caret: number, inputType: string): Edit {
  const field = significant(text);
  const front = significant(text.slice(0, caret)).length;
  if (field !== before) return { field, caret: front };
  if (inputType === 'deleteContentBackward' && front > 0)
    return { field: cut(field, front - 1), caret: front - 1 };
  if (inputType === 'deleteContentForward' && front < field.length)
    return { field: cut(field, front), caret: front };
  return { field, caret: front };
}

/** Where the caret stands in a formatted text when `count` significant characters are before it. */
export function caretPosition(text: string, count: number): number {
  if (count === 0) return 0;
  if (count >= significant(text).length) return text.length;
  for (let position = 1; position <= text.length; position += 1) {
    if (significant(text.slice(0, position)).length === count) return position;
  }
  return text.length;
}

function cut(field: FieldNumber, at: number): FieldNumber {
  return significant(field.slice(0, at) + field.slice(at + 1));
}
