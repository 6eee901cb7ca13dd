import type { ReactNode } from 'react';
import type { CallView } from '../../../app/ipc/contract.ts';
import { extensionWords } from '../words/extension-words.ts';

/** The extension as it goes out, digit by digit: what is sent stands dark, what is to come stands pale. */
export function ExtensionProgress({ call }: { call: CallView }): ReactNode {
  const words = extensionWords(call);
  if (!words) return null;
  return (
    <p className={`extension extension-${words.status}`}>
      <span className="extension-label">Extension</span>
      <span className="visually-hidden">
        {words.sent}
        {words.left}
      </span>
      <span aria-hidden="true" className="extension-digits">
        <span className="extension-sent">{words.sent}</span>
        <span className="extension-mark" />
        <span className="extension-left">{words.left}</span>
      </span>
      <span className="extension-words">{words.text}</span>
    </p>
  );
}
