import { type RefObject, useEffect } from 'react';
import type { DialerActions } from '../state/dialer-actions.ts';
import { useDialer } from '../state/dialer-context.tsx';
import { type DialerState, takesKeys } from '../state/dialer-store.ts';
import { askedCalls, currentCall } from '../state/snapshot-change.ts';
import { type KeyIntent, type KeyMode, keyIntent } from './key-intent.ts';

/** Listens to the whole window, so that digits, M and Esc work wherever the focus is. */
export function useKeys(input: RefObject<HTMLInputElement | null>): void {
  const { store, actions } = useDialer();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const state = store.getState();
      const press = { ...pressOf(event), typing: event.isComposing || isTextField(event.target) };
      // Esc belongs to the number field too: it is the way to empty it.
      const ownEscape = event.key === 'Escape' && event.target === input.current;
      const intent = keyIntent(ownEscape ? { ...press, typing: false } : press, modeOf(state));
      if (!intent) return;
      if (intent.type === 'leave' && document.querySelector(':popover-open')) return;
      event.preventDefault();
      run(intent, state, actions, input.current);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isTextField(event.target) || modeOf(store.getState()) !== 'idle') return;
      event.preventDefault();
      void actions.paste(event.clipboardData?.getData('text') ?? '');
      input.current?.focus();
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
  const call = state.main.status === 'ready' ? currentCall(state.main.snapshot) : undefined;
  switch (intent.type) {
    case 'type':
      actions.append(intent.characters);
      input?.focus();
      break;
    case 'delete':
      actions.type(state.field.slice(0, -1));
      input?.focus();
      break;
    case 'key':
      if (!call || !takesKeys(call)) break;
      actions.openKeypad(true);
      void actions.key(intent.digit);
      break;
    case 'toggle-keypad':
      if (call && takesKeys(call)) actions.openKeypad(!state.keypadOpen);
      break;
    case 'toggle-mute':
      if (call?.phase === 'talking') void actions.mute(call.id, !call.muted);
      break;
    case 'hang-up':
      if (call) void actions.hangUp(call.id);
      break;
    case 'answer':
      if (call?.phase === 'incoming') void actions.answer(call.id);
      break;
    case 'leave':
      leave(state, actions);
      break;
    default:
      intent satisfies never;
  }
}

/** Esc takes one thing away at a time, the nearest first; never a call. */
function leave(state: DialerState, actions: DialerActions): void {
  if (state.keypadOpen) actions.openKeypad(false);
  else if (state.field !== '' || state.fieldFailure) actions.type('');
  else if (state.failure) actions.dismissFailure();
  else actions.dismissEnded();
}

function modeOf({ main }: DialerState): KeyMode {
  if (main.status !== 'ready') return 'idle';
  if (askedCalls(main.snapshot).length > 0) return 'question';
  return currentCall(main.snapshot) ? 'call' : 'idle';
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
