import type { Answer, Bridge, CommandName, CommandPayload } from '../../../app/ipc/contract.ts';
import { fail } from '../../../app/result.ts';

/** Asks main, and turns a broken bridge into an answer too, so that every caller has one way to fail. */
export async function askMain<Name extends CommandName>(
  bridge: Bridge | undefined,
  name: Name,
  payload: CommandPayload<Name>,
): Promise<Answer<Name>> {
  if (!bridge) return fail('no-bridge', 'This window was opened without Outdial’s program behind it.');
  try {
    return await bridge.request(name, payload);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('bridge-broken', `Outdial’s program didn’t take “${name}”: ${reason}`);
  }
}
