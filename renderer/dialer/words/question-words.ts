import type { CallView } from '../../../app/ipc/call-view-schema.ts';

export interface QuestionWords {
  readonly title: string;
  readonly body: string;
}

/**
 * What the rep is asked before a call is dialled.
 *
 * @param call a call whose phase is `asking`
 * @param current who is in the call that is up, as it is shown
 */
export function questionWords(call: CallView, current: string | null): QuestionWords {
  switch (call.question) {
    case 'outreach-unreachable':
      return {
        title: 'Outreach can’t confirm this call. Dial it?',
        body: 'Outreach didn’t answer in time. If you dial, the call is logged once Outreach is back.',
      };
    case 'another-call':
      return {
        title: 'Dial this one too?',
        body: current
          ? `You are in a call with ${current}. Hold it while you make this call, or end it.`
          : 'A call is ringing here, and goes on ringing if you dial.',
      };
    case 'costly-number':
      return {
        title: 'This number may be costly. Dial it?',
        body:
          'It is a premium-rate or international number, and Outdial is set to ask before it dials one.' +
          (call.origin === 'link' ? ' The link didn’t come from Outreach.' : ''),
      };
    case 'setting':
      return {
        title: 'Dial this number?',
        body:
          call.origin === 'outreach'
            ? 'This link says it comes from Outreach. Outdial is set to ask before it dials.'
            : 'Outdial is set to ask before it dials links.',
      };
    case 'not-from-outreach':
    case undefined:
      return {
        title: 'Dial this number?',
        body: 'The link that asks for this call didn’t come from Outreach, so the call won’t be logged there.',
      };
    default:
      return call.question satisfies never;
  }
}

export interface YesChoice {
  readonly label: string;
  /** What becomes of the call that has the line. */
  readonly others?: 'hold' | 'end';
}

/**
 * The ways to say yes, the likeliest last. With another call up they differ in what becomes of that; with two, there is
 * no room to hold another one.
 *
 * @param up how many calls are up, ringing ones left out
 */
export function yesChoices(call: CallView, up: number): readonly YesChoice[] {
  if (call.question !== 'another-call') return [{ label: 'Dial' }];
  if (up === 0) return [{ label: 'Dial', others: 'hold' }];
  const end = { label: 'End and dial', others: 'end' } as const;
  return up > 1 ? [end] : [end, { label: 'Hold and dial', others: 'hold' }];
}
