import {
  type ChangeEvent,
  type ClipboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react';
import { caretPosition, editNumber } from '../number/edit-number.ts';
import { countryName, showField } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { Icon } from './icons.tsx';

/** Above this many characters the type is set smaller, so that the whole number stays in view. */
const LONG = 17;
const LONGEST = 23;

/** The number, formatted as it is typed; Enter dials (it is the form's only field). */
export function NumberField({ input }: { input: RefObject<HTMLInputElement | null> }): ReactNode {
  const field = useDialerState((state) => state.field);
  const formats = useDialerState((state) => state.formats);
  const failure = useDialerState((state) => state.fieldFailure);
  const fromLink = useDialerState((state) => state.link !== null);
  const actions = useActions();
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
    actions.type(edit.field);
  };

  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    // Into the middle of a number the browser inserts, and the edit above reads the result.
    if (value !== '' && !(selectionStart === 0 && selectionEnd === value.length)) return;
    event.preventDefault();
    caret.current = Number.POSITIVE_INFINITY;
    void actions.paste(event.clipboardData.getData('text'));
  };

  const erase = (): void => {
    actions.type(field.slice(0, -1));
    input.current?.focus();
  };
  const hint = fromLink ? 'From the link you pasted' : countryName(field, formats);

  return (
    <div className="number">
      <div className={failure ? 'number-box number-box-wrong' : 'number-box'}>
        <input
          ref={input}
          className={`number-input ${sizeOf(text)}`}
          type="tel"
          aria-label="Number"
          aria-describedby="number-hint"
          aria-invalid={failure !== null}
          autoComplete="off"
          spellCheck={false}
          maxLength={80}
          placeholder="Type or paste a number"
          value={text}
          onChange={change}
          onPaste={paste}
        />
        {field !== '' && (
          <>
            <button
              type="button"
              className="icon-button"
              aria-label="Delete last digit"
              title="Delete last digit"
              onClick={erase}
            >
              <Icon name="erase" />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label="Clear number"
              title="Clear (Esc)"
              onClick={() => {
                actions.type('');
                input.current?.focus();
              }}
            >
              <Icon name="cross" />
            </button>
          </>
        )}
      </div>
      <p
        id="number-hint"
        className={failure ? 'number-hint number-hint-wrong' : 'number-hint'}
        aria-live="polite"
      >
        {failure ? failure.message : hint}
      </p>
    </div>
  );
}

function sizeOf(text: string): string {
  if (text.length > LONGEST) return 'number-input-longest';
  return text.length > LONG ? 'number-input-long' : '';
}
