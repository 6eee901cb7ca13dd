import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import type { CallPlaces } from '../state/call-places.ts';
import { stateWords } from './call-words.ts';
import { DO_NOT_CALL } from './caller-words.ts';
import { extensionWords } from './extension-words.ts';

/**
 * What a screen reader says when something changes among the calls; timers and countdowns are not part of it. What
 * rings is said before what goes on.
 *
 * @param ended the call whose result is in view
 * @param who a call's name or number as it is shown
 */
export function announcement(
  { current, others, conference, ringing }: CallPlaces,
  ended: CallView | undefined,
  who: (call: CallView) => string,
): string {
  const heard = ringing.find(({ inbound }) => inbound?.ignored !== true);
  const sentences = [
    heard && ringingSentence(heard, who(heard)),
    ended && endedSentence(ended, who(ended)),
    conference.length > 0 && `In conference with ${conference.map(who).join(' and ')}${muted(conference[0])}`,
    current && currentSentence(current, who(current)),
    ...others.map((call) => `${plain(call)}, ${who(call)}`),
  ];
  return sentences.filter(Boolean).join('. ');
}

function ringingSentence({ inbound }: CallView, who: string): string {
  const warning = inbound?.doNotCall ? `. ${DO_NOT_CALL.text}` : '';
  return `${inbound?.pickedUp ? 'Connecting' : 'Incoming call'}, ${who}${warning}`;
}

function currentSentence(call: CallView, who: string): string {
  const { extensionProgress: progress, transfer } = call;
  const extension = extensionWords(call, 0);
  // Said when it is begun and when it is over, not digit by digit.
  const said =
    progress && !['waiting', 'dialing', 'skipped'].includes(progress.status)
      ? `. Extension ${extension?.announced ?? ''}`
      : '';
  const failed = transfer?.status === 'failed' ? `. The transfer didn’t work. ${transfer.message ?? ''}` : '';
  return `${plain(call)}, ${who}${muted(call)}${said}${failed}`.trimEnd();
}

function endedSentence(call: CallView, who: string): string {
  return [`Call ended: ${stateWords(call).text}`, who, call.endedBecause].filter(Boolean).join(', ');
}

function plain(call: CallView): string {
  return stateWords(call).text.replace('…', '');
}

function muted(call: CallView | undefined): string {
  return call?.muted ? ', muted' : '';
}
