import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Snapshot } from '../../../app/ipc/snapshot-schema.ts';
import type { DialerActions } from './dialer-actions.ts';
import type { DialerState, DialerStore } from './dialer-store.ts';

interface Dialer {
  readonly store: DialerStore;
  readonly actions: DialerActions;
}

/** Given once at the root, so that nothing is a global and a test can have its own. */
export const DialerContext = createContext<Dialer | null>(null);

/** The store and the actions of this window. Throws outside of the context: a mistake in the page itself. */
export function useDialer(): Dialer {
  const dialer = useContext(DialerContext);
  if (!dialer) throw new Error('A part of the dialer was rendered outside of its DialerContext.');
  return dialer;
}

export function useActions(): DialerActions {
  return useDialer().actions;
}

/** One value of the window's state; the part is drawn again only when that value changes. */
export function useDialerState<Value>(select: (state: DialerState) => Value): Value {
  return useStore(useDialer().store, select);
}

/** One value of main's snapshot. Only for parts that are drawn when there is one. */
export function useSnapshot<Value>(select: (snapshot: Snapshot) => Value): Value {
  return useDialerState(({ main }) => {
    if (main.status !== 'ready')
      throw new Error('A part that needs the snapshot was rendered before it came.');
    return select(main.snapshot);
  });
}
