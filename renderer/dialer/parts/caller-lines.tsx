import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { callerWords } from '../words/caller-words.ts';
import { Icon } from './icons.tsx';

/** Whose call it is: a caller's name before the number, where there is one, and whether they may be called. */
export function CallerLines({ call, number }: { call: CallView; number: string }): ReactNode {
  const { name, from, warning } = callerWords(call, number);
  return (
    <>
      <p className="call-number" title={name ?? number}>
        {name ?? number}
      </p>
      {from && (
        <p className="caller-from" title={from}>
          {from}
        </p>
      )}
      {warning && (
        <p className="caller-warning">
          <Icon name="ban" />
          {warning}
        </p>
      )}
    </>
  );
}
