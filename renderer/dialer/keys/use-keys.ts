import { type RefObject, useEffect } from 'react';
import { isLineFree } from '../state/call-places.ts';
import type { DialerActions } from '../state/dialer-actions.ts';
import { useDialer } from '../state/dialer-context.tsx';
import { type DialerState, takesKeys } from '../state/dialer-store.ts';
import { askedCalls, currentCall } from '../state/snapshot-change.ts';
import { type KeyIntent, type KeyMode, keyIntent } from './key-intent.ts';
import { runCallKey } from './run-call-key.ts';

/** Listens to the whole window, so that digits, M and Esc work wherever the focus is. */
export function useKeys(input: RefObject<HTMLInputElement | null>): void {
  const { store, actions } = useDialer();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const state = store.getState();
      const press = { ...pressOf(event), typing: event.isComposing || isTextField(event.target) };
      // Esc belongs to the number fields too: it empties the one and closes the other's panel.
      const ownEscape =
        event.key === 'Escape' && (event.target === input.current || event.target === panelInput());
      const intent = keyIntent(ownEscape ? { ...press, typing: false } : press, modeOf(state));
      if (!intent) return;
      if (intent.type === 'leave' && document.querySelector(':popover-open')) return;
      event.preventDefault();
      run(intent, state, actions, input.current);
    };
    const onPaste = (event: ClipboardEvent): void => {
      const mode = modeOf(store.getState());
      if (event.defaultPrevented || isTextField(event.target) || (mode !== 'idle' && mode !== 'panel'))
        return;
      event.preventDefault();
      const text = event.clipboardData?.getData('text') ?? '';
      void (mode === 'panel' ? actions.pasteInPanel(text) : actions.paste(text));
      (panelInput() ?? input.current)?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('paste', onPaste);
    };
  }, [store, actions, input]);
}

function run(
  intent: KeyIntent,
  state: DialerState,
  actions: DialerActions,
  input: HTMLInputElement | null,
): void {
  switch (intent.type) {
    case 'type':
      if (state.panel) actions.typeInPanel(state.panel.field + intent.characters);
      else actions.append(intent.characters);
      (panelInput() ?? input)?.focus();
      break;
    case 'delete':
      if (state.panel) actions.typeInPanel(state.panel.field.slice(0, -1));
      else actions.type(state.field.slice(0, -1));
      (panelInput() ?? input)?.focus();
      break;
    case 'leave':
      leave(state, actions);
      break;
    case 'key':
      pressDigit(intent.digit, state, actions);
      break;
    default:
      if (state.main.status === 'ready') runCallKey(intent.type, state.main.snapshot, state, actions);
  }
}

function pressDigit(digit: string, { main }: DialerState, actions: DialerActions): void {
  const call = main.status === 'ready' ? currentCall(main.snapshot) : undefined;
  if (!call || !takesKeys(call)) return;
  actions.openKeypad(true);
  void actions.key(digit);
}

/** Esc takes one thing away at a time, the nearest first; never a call. */
function leave(state: DialerState, actions: DialerActions): void {
  if (state.panel) actions.closePanel();
  else if (state.keypadOpen) actions.openKeypad(false);
  else if (state.field !== '' || state.fieldFailure) actions.type('');
  else if (state.refusal) actions.dismissRefusal();
  else if (state.failure) actions.dismissFailure();
  else actions.dismissEnded();
}

function modeOf({ main, panel }: DialerState): KeyMode {
  if (main.status !== 'ready') return 'idle';
  if (askedCalls(main.snapshot).length > 0) return 'question';
  if (panel) return 'panel';
  return isLineFree(main.snapshot) ? 'idle' : 'call';
}

function panelInput(): HTMLElement | null {
  return document.getElementById('panel-number');
}

function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent): {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  repeat: boolean;
} {
  return { key, ctrl: ctrlKey, meta: metaKey, alt: altKey, shift: shiftKey, repeat };
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
