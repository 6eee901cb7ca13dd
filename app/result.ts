/** Why something could not be done: a code to act on and a sentence a person understands. */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}

/** What every parser and every adapter at a door returns; a bug throws instead. */
export type Result<Value, F extends Failure = Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: F };

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Code extends string>(
  code: Code,
  message: string,
): { readonly ok: false; readonly failure: Failure<Code> } {
  return { ok: false, failure: { code, message } };
}
