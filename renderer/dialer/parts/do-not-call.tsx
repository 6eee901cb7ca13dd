import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { DO_NOT_CALL } from '../words/caller-words.ts';
import { Icon } from './icons.tsx';

/** That Outreach says not to call this prospect; nothing for anybody else. */
export function DoNotCall({ call }: { call: CallView }): ReactNode {
  if (!call.inbound?.doNotCall) return null;
  return (
    <span className="badge badge-bad" title={DO_NOT_CALL.whole}>
      <Icon name="ban" />
      {DO_NOT_CALL.text}
    </span>
  );
}
