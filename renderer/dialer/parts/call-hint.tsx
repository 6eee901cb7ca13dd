import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { callHint } from '../words/call-words.ts';

/** What else the rep should know while the call is up; that nobody hears them stands out. */
export function CallHint({ call, emergency }: { call: CallView; emergency: boolean }): ReactNode {
  const hint = callHint(call, emergency);
  if (hint === null) return null;
  return (
    <p className={call.phase === 'talking' && call.muted ? 'call-hint call-hint-muted' : 'call-hint'}>
      {hint}
    </p>
  );
}
