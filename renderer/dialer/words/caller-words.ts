import type { CallView } from '../../../app/ipc/call-view-schema.ts';

export interface CallerWords {
  /** Undefined where only the number is known. */
  readonly name: string | undefined;
  /** Title, company and, below a name, the number. */
  readonly from: string | undefined;
  readonly warning: string | undefined;
}

/**
 * Who calls, in words. The phone system's name is marked as such: anybody may have chosen it.
 *
 * @param number the caller's number as it is shown
 */
export function callerWords({ inbound }: Pick<CallView, 'inbound'>, number: string): CallerWords {
  if (inbound === undefined) return { name: undefined, from: undefined, warning: undefined };
  const { name, title, company, known, doNotCall } = inbound;
  const work = [title, company].filter(Boolean).join(', ');
  const unknown = name !== undefined && !known ? 'name from the phone system' : '';
  const parts = [work, unknown, name === undefined ? '' : number].filter((part) => part !== '');
  return {
    name,
    from: parts.length === 0 ? undefined : parts.join(' · '),
    warning: doNotCall ? 'Do not call: they asked not to be called' : undefined,
  };
}
