import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { callerWords } from '../words/caller-words.ts';

/** Above this many characters a name is set smaller, on two lines in the height of one. */
const LONG = 20;

interface CallerLinesProps {
  readonly call: CallView;
  /** As it is shown. */
  readonly number: string;
  /** The number's country, where it is known; said of a call whose caller nothing is known of. */
  readonly country: string | null;
}

/**
 * Whose call it is: a caller's name before the number, where there is one. Always two lines of the same height: a name
 * that is looked up while it rings must not move the buttons below.
 */
export function CallerLines({ call, number, country }: CallerLinesProps): ReactNode {
  const { name, about, number: below } = callerWords(call, number);
  const first = name ?? number;
  return (
    <>
      <p className={first.length > LONG ? 'call-number call-number-long' : 'call-number'} title={first}>
        {first}
      </p>
      <p className="caller-from">
        {(about !== undefined || below !== undefined) && (
          <span className="caller-about" title={about}>
            {about}
          </span>
        )}
        {about !== undefined && below !== undefined && <span> · </span>}
        <span className="caller-number">{below ?? (about === undefined ? country : null)}</span>
      </p>
    </>
  );
}
