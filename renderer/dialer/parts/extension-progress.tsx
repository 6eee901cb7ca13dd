import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/call-view-schema.ts';
import { useActions, useDialerState } from '../state/dialer-context.tsx';
import { extensionWords } from '../words/extension-words.ts';

/** The extension as it goes out, digit by digit: what is sent stands dark, what is to come stands pale. */
export function ExtensionProgress({ call }: { call: CallView }): ReactNode {
  const now = useDialerState((state) => (call.extensionProgress?.status === 'counting' ? state.now : 0));
  const actions = useActions();
  const words = extensionWords(call, now);
  if (!words) return null;
  return (
    <div className={`extension extension-${words.status}`}>
      <p className="extension-line">
        <span className="extension-label">
          {words.status === 'counting' ? 'Dialing extension' : 'Extension'}{' '}
        </span>
        <span className="visually-hidden">
          {words.sent}
          {words.left}{' '}
        </span>
        <span aria-hidden="true" className="extension-digits">
          <span className="extension-sent">{words.sent}</span>
          <span className="extension-mark" />
          <span className="extension-left">{words.left}</span>
        </span>{' '}
        <span className="extension-words">{words.text}</span>
      </p>
      {words.actions.length > 0 && (
        <span className="extension-actions">
          {words.actions.map(({ action, label }) => (
            <button
              key={label}
              type="button"
              className="button button-small"
              aria-label={`${label}: extension`}
              onClick={() => void actions.extension(call.id, action)}
            >
              {label}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}
