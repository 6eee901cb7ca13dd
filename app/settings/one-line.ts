import { z } from 'zod';

const CONTROL = /\p{Cc}/u;

/** Text of one line, without control characters, of 1 to `longest` characters once trimmed. */
export function line(longest: number): z.ZodType<string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !CONTROL.test(text));
}
