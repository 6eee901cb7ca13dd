import {
  type ChangeEvent,
  type ClipboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react';
import { caretPosition, editNumber } from '../number/edit-number.ts';
import { showField } from '../number/number-format.ts';
import type { FieldNumber } from '../number/significant.ts';
import { useDialerState } from '../state/dialer-context.tsx';
import { Icon } from './icons.tsx';

/** Above this many characters the type is set smaller, so that the whole number stays in view. */
const LONG = 17;
const LONGEST = 23;

interface NumberInputProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Of the input; its hint's is this and `-hint`. */
  readonly id: string;
  readonly label: string;
  readonly field: FieldNumber;
  /** Why the number can't be used, instead of the hint. */
  readonly failure: string | null;
  readonly hint: string | null;
  /** Set smaller, without the buttons at its end: for a place within a card. */
  readonly small?: boolean;
  readonly onType: (field: FieldNumber) => void;
  /** A whole number pasted; into the middle of one the browser inserts. */
  readonly onPaste: (text: string) => void;
}

/** A number, formatted as it is typed; Enter is its form's. */
export function NumberInput(props: NumberInputProps): ReactNode {
  const { input, id, label, field, failure, hint, small = false, onType, onPaste } = props;
  const formats = useDialerState((state) => state.formats);
  const caret = useRef<number | null>(null);
  const text = showField(field, formats);

  // Formatting moves the characters, so the caret is put back behind the same digit.
  useLayoutEffect(() => {
    const element = input.current;
    if (!element || caret.current === null || document.activeElement !== element) return;
    const position = caretPosition(text, caret.current);
    element.setSelectionRange(position, position);
    caret.current = null;
  });

  const change = (event: ChangeEvent<HTMLInputElement>): void => {
    const { value, selectionStart } = event.target;
    const { inputType } = event.nativeEvent as InputEvent;
    const edit = editNumber(field, value, selectionStart ?? value.length, inputType ?? '');
    caret.current = edit.caret;
    onType(edit.field);
  };

  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    // Into the middle of a number the browser inserts, and the edit above reads the result.
    if (value !== '' && !(selectionStart === 0 && selectionEnd === value.length)) return;
    event.preventDefault();
    caret.current = Number.POSITIVE_INFINITY;
    onPaste(event.clipboardData.getData('text'));
  };

  return (
    <div className="number">
      <div className={`number-box${failure ? ' number-box-wrong' : ''}${small ? ' number-box-small' : ''}`}>
        <input
          ref={input}
          id={id}
          className={`number-input ${small ? 'number-input-long' : sizeOf(text)}`}
          type="tel"
          aria-label={label}
          aria-describedby={`${id}-hint`}
          aria-invalid={failure !== null}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          placeholder="Type or paste a number"
          value={text}
          onChange={change}
          onPaste={paste}
        />
        {field !== '' && !small && <FieldButtons field={field} onType={onType} input={input} />}
      </div>
      <p
        id={`${id}-hint`}
        className={failure ? 'number-hint number-hint-wrong' : 'number-hint'}
        aria-live="polite"
      >
        {failure ?? hint}
      </p>
    </div>
  );
}

function FieldButtons({
  field,
  onType,
  input,
}: Pick<NumberInputProps, 'field' | 'onType' | 'input'>): ReactNode {
  const change = (next: FieldNumber): void => {
    onType(next);
    input.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Delete last digit"
        title="Delete last digit"
        onClick={() => change(field.slice(0, -1))}
      >
        <Icon name="erase" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Clear number"
        title="Clear (Esc)"
        onClick={() => change('')}
      >
        <Icon name="cross" />
      </button>
    </>
  );
}

function sizeOf(text: string): string {
  if (text.length > LONGEST) return 'number-input-longest';
  return text.length > LONG ? 'number-input-long' : '';
}
