import { z } from 'zod';

/** Why something did not work, as it crosses between main and the windows: a code, and words for the rep. */
export const failure = z.strictObject({ code: z.string(), message: z.string() });
