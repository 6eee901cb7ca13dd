import type { z } from 'zod';

/** zod's result, as far as a door needs it: where the first issue is. */
export type Parsed<Value> =
  | { readonly success: true; readonly data: Value }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { readonly path: PropertyKey[] }[] };
    };

/**
 * As `schema.safeParse`, for data from outside, and truly never throwing: zod measures whatever has a `length`, also
 * where a text was expected, and `{"length": {"toString": 1}}` can't be compared with a number (found by fuzzing).
 * Such a value is refused as a whole, with an empty path.
 */
export function parseSafely<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Parsed<z.output<Schema>> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { success: false, error: { issues: [{ path: [] }] } };
  }
}
