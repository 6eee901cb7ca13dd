import { z } from 'zod';
import { HEARINGS, NETWORKS, SPEAKINGS, TROUBLES } from './quality.ts';

const mos = z.number().min(1).max(4.5);
const percent = z.number().min(0).max(100);
const milliseconds = z.number().min(0).max(1_000_000);

/** What is kept of a call's quality with the call. */
export const keptQuality = z.object({
  average: mos.optional(),
  worst: mos.optional(),
  trouble: z.enum(TROUBLES).optional(),
});

/** A call's quality on its way from the voice page, and to the dialer. */
export const callQuality = z.strictObject({
  ...keptQuality.shape,
  now: z
    .strictObject({
      hearing: z.enum(HEARINGS),
      speaking: z.enum(SPEAKINGS),
      mos: mos.optional(),
      trouble: z.enum(TROUBLES).optional(),
      figures: z.strictObject({
        codec: z.string().max(40).optional(),
        roundTrip: milliseconds.optional(),
        jitterIn: milliseconds.optional(),
        jitterOut: milliseconds.optional(),
        lossIn: percent.optional(),
        lossOut: percent.optional(),
        lateIn: percent.optional(),
        concealed: percent.optional(),
        bufferDelay: milliseconds.optional(),
        network: z.enum(NETWORKS).optional(),
      }),
    })
    .optional(),
});
