import { type ReactNode, useId, useState } from 'react';
import type { Failure } from '../../../app/result.ts';
import { useActions } from '../state/dialer-context.tsx';

/** Asks for the sign-in to the phone. @param username where the configuration has it, and only the password is missing */
export function PhoneSignIn({ username }: { readonly username: string | undefined }): ReactNode {
  const { signInToPhone } = useActions();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const id = useId();
  const signIn = async (form: FormData): Promise<void> => {
    const given = (name: string): string => String(form.get(name) ?? '');
    if (busy) return;
    setBusy(true);
    setFailure(await signInToPhone(username ?? given('username'), given('password')));
    setBusy(false);
  };
  return (
    <form
      className="sign-in"
      aria-label="Sign in to the phone"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn(new FormData(event.currentTarget));
      }}
    >
      {username === undefined && (
        <div className="setting">
          <label htmlFor={`${id}-name`}>User name</label>
          <input
            id={`${id}-name`}
            name="username"
            className="text-input"
            autoComplete="off"
            spellCheck={false}
            maxLength={255}
            required
            aria-describedby={failure && `${id}-failure`}
          />
        </div>
      )}
      <div className="setting">
        <label htmlFor={`${id}-password`}>Password</label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          className="text-input"
          autoComplete="off"
          maxLength={512}
          required
        />
      </div>
      {failure && (
        <p id={`${id}-failure`} className="setting-hint text-bad" role="alert">
          {failure.message}
        </p>
      )}
      <button type="submit" className="button button-small button-primary" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
