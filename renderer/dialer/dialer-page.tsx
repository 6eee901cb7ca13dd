import { createRoot } from 'react-dom/client';
import type { Bridge } from '../../app/ipc/contract.ts';
import { DialerApp } from './parts/dialer-app.tsx';
import { createDialerActions } from './state/dialer-actions.ts';
import { DialerContext } from './state/dialer-context.tsx';
import { createDialerStore, withSnapshot } from './state/dialer-store.ts';
import { startTicker } from './state/ticker.ts';

declare global {
  interface Window {
    /** Given by the preload; missing where the page is opened without one. */
    readonly outdial?: Bridge;
  }
}

const store = createDialerStore(Date.now());
const loadReader = () => import('./number/read-pasted.ts').then((module) => module.readPasted);
const actions = createDialerActions(store, window.outdial, Date.now, loadReader);

const unsubscribe = window.outdial?.subscribe((event) => {
  if (event.type === 'snapshot') store.setState((state) => withSnapshot(state, event.snapshot, Date.now()));
  if (event.type === 'level') store.setState({ level: event.level });
});
const stopTicker = startTicker(store, Date.now);
void actions.load();

const element = document.getElementById('dialer');
if (!element) throw new Error('index.html has lost its element “dialer”.');
const root = createRoot(element);
root.render(
  <DialerContext value={{ store, actions }}>
    <DialerApp />
  </DialerContext>,
);

// The numbers' formats weigh more than the rest of the page, so they come after the first paint.
requestAnimationFrame(() => {
  void loadReader();
  void import('./number/libphonenumber.ts').then(({ createNumberFormats }) =>
    store.setState({ formats: createNumberFormats(navigator.language) }),
  );
});

window.addEventListener('pagehide', () => {
  unsubscribe?.();
  stopTicker();
  root.unmount();
});
