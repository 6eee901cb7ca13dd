import type { CostCheck } from '../../app/calls/cost-rule.ts';
import { fail, ok, type Result } from '../../app/result.ts';
import type { EmergencyNumbers } from '../../app/tel/emergency.ts';
import { readTypedNumber } from '../../app/tel/typed-number.ts';

/** The numbers a call may be sent to: by a transfer or by forwarding, where the phone system dials them. */
export interface NumberDoor {
  /** The number a rep typed. Fails with the parser's code and words, `emergency` or `no-extension-there`. */
  read(text: string): Result<string>;
  /**
   * Whether the number needs no question about its cost. `then` is told why not, or undefined: at once where it is
   * known. Fails with `costly-number`.
   */
  spare(number: string, then: (refusal: string | undefined) => void): Result<Record<string, never>>;
}

const COSTLY =
  'Calls to this number may be costly, so it can’t be sent there unasked. Call the number yourself, then connect both calls.';

export function createNumberDoor(costs: CostCheck | undefined, emergency: EmergencyNumbers): NumberDoor {
  return {
    read(text) {
      const read = readTypedNumber(text);
      if (!read.ok) return read;
      const { number, extension } = read.value;
      if (emergency.linked(number))
        return fail('emergency', 'A call can’t be sent to an emergency number. Dial it yourself.');
      if (extension !== undefined)
        return fail(
          'no-extension-there',
          'The phone system dials this number, and it can’t dial an extension. Leave the extension out.',
        );
      return ok(number);
    },
    spare(number, then) {
      const known = costs === undefined ? false : costs.known(number, true);
      if (known === true) return fail('costly-number', COSTLY);
      if (known === false || costs === undefined) then(undefined);
      else costs.judge(number, true, (costly) => then(costly ? COSTLY : undefined));
      return ok({});
    },
  };
}
