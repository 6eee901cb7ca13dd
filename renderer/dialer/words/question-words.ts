import type { CallView } from '../../../app/ipc/contract.ts';

export interface QuestionWords {
  readonly title: string;
  readonly body: string;
}

/**
 * What the rep is asked before a call is dialled.
 *
 * @param call a call whose phase is `asking`
 * @param current the number of the call that is up, as it is shown
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
        title: 'End the current call and dial this one?',
        body: current
          ? `You are in a call with ${current}. It ends if you dial.`
          : 'Your current call ends if you dial.',
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
