import type { CallView } from '../../app/ipc/call-view-schema.ts';
import type { HeadsetButton } from '../../app/voice/audio.ts';
import type { Desk } from './desk.ts';

export type HeadsetDesk = Pick<Desk, 'view' | 'answer' | 'reject' | 'hangUp' | 'mute'>;

/**
 * Does what a button of a headset means for the calls there are; nothing where it means nothing. A call that rings is
 * answered or rejected; otherwise the call that has the line is meant.
 */
export function pressHeadsetButton(button: HeadsetButton, desk: HeadsetDesk): void {
  const { calls } = desk.view();
  const ringing = calls.find(rings);
  const current = calls.find(hasLine) ?? calls.find((call) => call.phase === 'talking');
  switch (button) {
    case 'answer':
      if (ringing) desk.answer(ringing.id);
      return;
    case 'reject':
      if (ringing) desk.reject(ringing.id);
      return;
    case 'hang-up':
      if (current) desk.hangUp(current.id);
      return;
    case 'mute':
    case 'unmute':
      if (current?.phase === 'talking') desk.mute(current.id, button === 'mute');
      return;
    default:
      button satisfies never;
  }
}

function rings({ phase, inbound }: CallView): boolean {
  return phase === 'incoming' && inbound?.pickedUp !== true && inbound?.ignored !== true;
}

function hasLine({ phase, held, inbound }: CallView): boolean {
  if (phase === 'incoming') return inbound?.pickedUp === true;
  return (
    phase === 'confirming' || phase === 'dialing' || phase === 'ringing' || (phase === 'talking' && !held)
  );
}
