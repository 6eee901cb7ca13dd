import { type ReactNode, useState } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { useActions } from '../state/dialer-context.tsx';
import { CardLine } from './card-line.tsx';

/** A transfer that came to nothing: why, and the way to another try. The call itself is as it was before. */
export function TransferLine({ call }: { call: CallView }): ReactNode {
  const actions = useActions();
  const [closed, close] = useState(false);
  if (closed || call.phase !== 'talking') return null;
  return (
    <CardLine
      title="The transfer didn’t work"
      message={call.transfer?.message ?? 'They could not be reached.'}
      onClose={() => close(true)}
    >
      <button
        type="button"
        className="button button-small"
        onClick={() => actions.openPanel('transfer', call.id)}
      >
        Transfer again
      </button>
    </CardLine>
  );
}
