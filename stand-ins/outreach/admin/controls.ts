import type { CallResult } from '../calls/call-book.ts';
import type { CallRecord } from '../calls/call-record.ts';
import type { FaultRule } from '../http/faults.ts';
import type { JournalEntry } from '../http/journal.ts';
import type { Switches } from '../switches.ts';

/** What the admin endpoint and the page can do; the same as the programmatic interface. */
export interface StandInControls {
  snapshot(): unknown;
  calls(): readonly CallRecord[];
  journal(): readonly JournalEntry[];
  clearJournal(): void;
  faults(): readonly (FaultRule & { readonly hits: number })[];
  fault(rule: FaultRule): void;
  clearFaults(): void;
  setSwitches(values: Partial<Switches>): void;
  /** A click on the page's Call button; `launched`: the link was handed to the app, the page need not open it. */
  callFromPage(prospectId: number): { link: string; callId: string; launched: boolean };
  nativeCall(prospectId: number): { callId: string };
  revokeTokens(): void;
  signIn(options?: { scopes?: readonly string[] | undefined }): {
    accessToken: string;
    refreshToken: string;
    expiresIn: number;
  };
  setClockOffset(ms: number): void;
  log(callId: string, result: CallResult): CallRecord;
  /** Answers first, then refuses every connection for so many milliseconds. */
  outage(forMs: number): void;
}
