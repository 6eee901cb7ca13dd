import type { Manners } from './talk.ts';

/** How a number that records its calls tells where the recording is (docs/recordings.md). */
export type RecordedNumber = 'on BYE' | 'by MESSAGE' | 'on BYE, too long';

/** What one practice number does with a call. Times in milliseconds. */
export interface PracticeNumber {
  readonly number: string;
  readonly what: string;
  /** How long it rings before the end of the script; 0 does not ring at all, Infinity rings for ever. */
  readonly ringFor: number;
  /** `183`: the ringing is early media, a tone from the far end. */
  readonly ringWith: 180 | 183;
  /** What follows: answering with a voice, with silence or without a packet, or a SIP refusal; or another client rings. */
  readonly then:
    | 'echo'
    | 'tone'
    | 'silence'
    | 'nothing'
    | 'colleague'
    | { readonly status: number; readonly phrase: string };
  /** How long after the answer no packets leave any more, in milliseconds. */
  readonly deadAfter?: number | undefined;
  /** Each of so many of its packets gets lost on the way to the rep. */
  readonly loses?: number | undefined;
  /** How long after the end of the call this number calls the rep, in milliseconds. */
  readonly callsBackAfter?: number | undefined;
  readonly record?: RecordedNumber | undefined;
  /** Of its tone; 440 unless told otherwise. */
  readonly hertz?: number | undefined;
  readonly manners?: Manners | undefined;
}

const row = (
  number: string,
  what: string,
  ringFor: number,
  then: PracticeNumber['then'],
  ringWith: 180 | 183 = 180,
): PracticeNumber => ({ number, what, ringFor, ringWith, then });

const recorded = (number: string, what: string, record: RecordedNumber): PracticeNumber => ({
  ...row(number, what, 300, 'echo'),
  record,
});

const sounding = (number: string, what: string, hertz: number, manners?: Manners): PracticeNumber => ({
  ...row(number, what, 300, 'tone'),
  hertz,
  manners,
});

/** Reaches the second account, where a client is registered with it. */
export const COLLEAGUE = '+12025550118';

export const PRACTICE_NUMBERS: readonly PracticeNumber[] = [
  row('+12025550100', 'rings one second, answers and echoes what you say', 1000, 'echo'),
  row('+12025550101', 'early media, then answers with a 440 Hz tone', 1500, 'tone', 183),
  row('+12025550102', 'rings, then is busy (486)', 700, { status: 486, phrase: 'Busy Here' }),
  row('+12025550103', 'rings, then declines (603)', 700, { status: 603, phrase: 'Decline' }),
  row('+12025550104', 'rings and is never answered', Number.POSITIVE_INFINITY, 'nothing'),
  row('+12025550105', 'does not exist (404)', 0, { status: 404, phrase: 'Not Found' }),
  row('+12025550107', 'is not reachable (480)', 0, { status: 480, phrase: 'Temporarily Unavailable' }),
  row('+12025550108', 'answers at once, without ringing, and echoes', 0, 'echo'),
  {
    ...row('+12025550109', 'is busy, and calls you back after 3 seconds', 700, {
      status: 486,
      phrase: 'Busy Here',
    }),
    callsBackAfter: 3000,
  },
  recorded('+12025550110', 'answers, echoes and records; says where with the end of the call', 'on BYE'),
  recorded('+12025550111', 'answers, echoes and records; says where after the call', 'by MESSAGE'),
  recorded(
    '+12025550112',
    'answers, echoes and records at an address too long for Outreach',
    'on BYE, too long',
  ),
  sounding('+12025550113', 'answers with a 660 Hz tone', 660),
  sounding('+12025550114', 'answers with an 880 Hz tone', 880),
  sounding('+12025550115', 'answers with 550 Hz, and refuses every hold (488)', 550, { reinvite: 'refuses' }),
  sounding('+12025550116', 'answers with 550 Hz, and never answers a hold', 550, { reinvite: 'ignores' }),
  sounding('+12025550117', 'answers with 550 Hz, and takes keys by INFO only', 550, { keys: 'by INFO' }),
  row(COLLEAGUE, 'rings the second account', 60_000, 'colleague'),
  sounding('+12025550119', 'answers with 550 Hz, and takes a transfer with BYE instead of NOTIFY', 550, {
    refer: 'hangs up',
  }),
  sounding('+12025550123', 'answers with 550 Hz, and refuses transfers (403)', 550, { refer: 'refuses' }),
  row('+12025550120', 'answers, and no sound ever comes: not one packet', 300, 'nothing'),
  {
    ...row('+12025550121', 'answers with 440 Hz; after 4 seconds nothing comes any more', 300, 'tone'),
    deadAfter: 4000,
  },
  row('+12025550122', 'answers and says nothing: packets of silence', 300, 'silence'),
  { ...row('+12025550124', 'answers with 440 Hz, and every eighth packet gets lost', 300, 'tone'), loses: 8 },
];

/** What the dialled user part of a SIP URI reaches; separators and a missing `+` are forgiven. */
export function practiceNumber(dialled: string): PracticeNumber {
  const digits = dialled.replace(/[\s().+-]/g, '');
  return (
    PRACTICE_NUMBERS.find(({ number }) => number === `+${digits}`) ??
    row(dialled, 'does not exist (404)', 0, { status: 404, phrase: 'Not Found' })
  );
}
