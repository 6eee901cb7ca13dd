import type { CallView } from '../../../app/ipc/call-view-schema.ts';

export interface CallerWords {
  /** Undefined where only the number is known. */
  readonly name: string | undefined;
  /** Title and company, or where the name comes from. */
  readonly about: string | undefined;
  /** Below a name, the number. */
  readonly number: string | undefined;
}

/**
 * Who calls, in words. The phone system's name is marked as such: anybody may have chosen it.
 *
 * @param number the caller's number as it is shown
 */
export function callerWords({ inbound }: Pick<CallView, 'inbound'>, number: string): CallerWords {
  const { name, title, company, known = false } = inbound ?? {};
  const about = [title, company, name !== undefined && !known ? 'name from the phone system' : undefined];
  return {
    name,
    about: about.filter(Boolean).join(', ') || undefined,
    number: name === undefined ? undefined : number,
  };
}

/** What is said of somebody whom Outreach says not to call, short and whole. */
export const DO_NOT_CALL = { text: 'Do not call', whole: 'They asked not to be called' } as const;
