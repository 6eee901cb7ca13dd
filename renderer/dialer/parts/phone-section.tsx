import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../app/result.ts';
import { useActions, useSnapshot } from '../state/dialer-context.tsx';
import { upCalls } from '../state/snapshot-change.ts';
import { lineWords, signInWords, wasRefused } from '../words/phone-words.ts';
import { PhoneSignIn } from './phone-sign-in.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The phone line: whose it is, over which server, how it is, and what can be done about it. */
export function PhoneSection(): ReactNode {
  const phone = useSnapshot((snapshot) => snapshot.phone);
  const inCall = useSnapshot((snapshot) => upCalls(snapshot).length > 0);
  const actions = useActions();
  const [failure, setFailure] = useState<Failure>();
  const { account } = phone;
  const words = lineWords(phone);
  const mayChange = account !== undefined && account.from !== 'configuration';
  const asks = account?.from === 'needed' || (mayChange && wasRefused(phone));
  // A name that was typed and refused may be the wrong one; the configuration's stays.
  const asked = account?.from === 'needed' || account?.nameFixed ? account.username : undefined;
  const run = async (action: () => Promise<Failure | undefined>): Promise<void> => setFailure(await action());
  // The call is what there is to see then.
  const test = async (): Promise<Failure | undefined> => {
    const refused = await actions.testCall();
    if (refused === undefined) document.querySelector<HTMLElement>('.settings:popover-open')?.hidePopover();
    return refused;
  };

  return (
    <SettingsSection title="Phone">
      <p className={`setting-hint text-${words.tone}`} role="status">
        {words.text}
      </p>
      {account && (
        <dl className="facts">
          <dt>Account</dt>
          <dd>{account.username ? `${account.username}@${account.domain}` : account.domain}</dd>
          {phone.server && (
            <>
              <dt>Server</dt>
              <dd>{phone.server}</dd>
            </>
          )}
        </dl>
      )}
      {account && (
        <p className={`setting-hint text-${account.warning ? 'wait' : 'quiet'}`}>{signInWords(account)}</p>
      )}
      {asks && <PhoneSignIn username={asked} />}
      <div className="setting-buttons">
        {account && account.from !== 'needed' && (
          <button
            type="button"
            className="button button-small"
            onClick={() => void run(actions.reconnectPhone)}
          >
            Reconnect
          </button>
        )}
        {phone.canTest && (
          <button
            type="button"
            className="button button-small"
            disabled={inCall}
            title={inCall ? 'Not during a call' : 'Outreach is not told of it'}
            onClick={() => void run(test)}
          >
            Test call
          </button>
        )}
        {mayChange && account.from !== 'needed' && (
          <button
            type="button"
            className="button button-small"
            disabled={inCall}
            title={inCall ? 'Not during a call' : undefined}
            onClick={() => void run(actions.signOutOfPhone)}
          >
            Sign out
          </button>
        )}
      </div>
      {failure && (
        <p className="setting-hint text-bad" role="alert">
          {failure.message}
        </p>
      )}
    </SettingsSection>
  );
}
