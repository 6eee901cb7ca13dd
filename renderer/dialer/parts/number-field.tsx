import type { ReactNode, RefObject } from 'react';
import { countryName } from '../number/number-format.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { NumberInput } from './number-input.tsx';

/** The number to dial; Enter dials (it is the form's only field). */
export function NumberField({ input }: { input: RefObject<HTMLInputElement | null> }): ReactNode {
  const field = useDialerState((state) => state.field);
  const formats = useDialerState((state) => state.formats);
  const failure = useDialerState((state) => state.fieldFailure);
  const fromLink = useDialerState((state) => state.link !== null);
  const actions = useActions();
  return (
    <NumberInput
      input={input}
      id="number"
      label="Number"
      field={field}
      failure={failure?.message ?? null}
      hint={fromLink ? 'From the link you pasted' : countryName(field, formats)}
      onType={actions.type}
      onPaste={(text) => void actions.paste(text)}
    />
  );
}
