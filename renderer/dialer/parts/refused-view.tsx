import type { ReactNode } from 'react';
import type { Failure } from '../../../app/result.ts';
import { useActions } from '../state/dialer-context.tsx';
import { Icon } from './icons.tsx';

/** Main didn't give its state: say so, with what can be done. */
export function RefusedView({ failure }: { failure: Failure }): ReactNode {
  const actions = useActions();
  return (
    <main className="refused" role="alert">
      <Icon name="alert" large />
      <h1 className="refused-title">This window can’t reach Outdial</h1>
      <p>{failure.message}</p>
      <p className="refused-code">
        If it stays like this, quit Outdial and start it again, or tell your IT admin: {failure.code}
      </p>
      <button type="button" className="button" onClick={() => void actions.load()}>
        Try again
      </button>
    </main>
  );
}
