import type { Bridge } from '../../../app/ipc/contract.ts';
import type { Failure } from '../../../app/result.ts';
import { askMain } from './ask-main.ts';

/** What the rep can do with the phone line. Each resolves with why it could not be done. */
export interface PhoneActions {
  /** Keeps the sign-in and registers with it. */
  signInToPhone(username: string, password: string): Promise<Failure | undefined>;
  signOutOfPhone(): Promise<Failure | undefined>;
  reconnectPhone(): Promise<Failure | undefined>;
  /** Dials the number for tests. */
  testCall(): Promise<Failure | undefined>;
}

export function createPhoneActions(bridge: Bridge | undefined): PhoneActions {
  const failureOf = (answer: { ok: true } | { ok: false; failure: Failure }): Failure | undefined =>
    answer.ok ? undefined : answer.failure;
  return {
    signInToPhone: async (username, password) =>
      failureOf(await askMain(bridge, 'phone.signIn', { username, password })),
    signOutOfPhone: async () => failureOf(await askMain(bridge, 'phone.signOut', {})),
    reconnectPhone: async () => failureOf(await askMain(bridge, 'phone.reconnect', {})),
    testCall: async () => failureOf(await askMain(bridge, 'phone.testCall', {})),
  };
}
