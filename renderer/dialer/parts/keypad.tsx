import { type PointerEvent, type ReactNode, useRef } from 'react';

const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** Names a screen reader can say; the others are their own. */
const NAMES: Readonly<Record<string, string>> = { '*': 'Star', '#': 'Pound' };

/** Android's and iOS's time for a long press. */
const LONG_PRESS = 500;

interface KeypadProps {
  readonly onKey: (character: string) => void;
  /** What `0` means when it is held; without it, holding is a plain press. */
  readonly onLongZero?: () => void;
}

/** Twelve keys. A pointer never takes the focus away from the number field, so Enter still dials. */
export function Keypad({ onKey, onLongZero }: KeypadProps): ReactNode {
  const held = useRef<ReturnType<typeof setTimeout>>(undefined);
  const used = useRef(false);

  const press = (event: PointerEvent, character: string): void => {
    used.current = false;
    if (character !== '0' || !onLongZero || event.button !== 0) return;
    held.current = setTimeout(() => {
      used.current = true;
      onLongZero();
    }, LONG_PRESS);
  };
  const release = (): void => clearTimeout(held.current);
  const click = (character: string): void => {
    if (!used.current) onKey(character);
    used.current = false;
  };

  return (
    <fieldset aria-label="Keypad" className="keypad">
      {KEYS.map(([character, letters]) => (
        <button
          key={character}
          type="button"
          className="key"
          aria-label={NAMES[character] ?? character}
          onMouseDown={(event) => event.preventDefault()}
          onPointerDown={(event) => press(event, character)}
          onPointerUp={release}
          onPointerLeave={release}
          onPointerCancel={release}
          onClick={() => click(character)}
        >
          <span className="key-digit">{character}</span>
          <span className="key-letters">{letters}</span>
        </button>
      ))}
    </fieldset>
  );
}
