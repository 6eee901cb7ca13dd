import { z } from 'zod';
import { audioView } from './audio-contract.ts';
import { callView } from './call-view-schema.ts';
import { outreachView } from './outreach-view-schema.ts';
import { phoneView } from './phone-line.ts';

/** Something the rep is told beside the calls. */
export const notice = z.strictObject({
  id: z.string(),
  kind: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  title: z.string(),
  message: z.string(),
});
export type Notice = z.infer<typeof notice>;

/** Everything the dialer shows; main sends it whole whenever any of it changes. */
export const snapshot = z.strictObject({
  calls: z.array(callView),
  recent: z.array(callView),
  outreach: outreachView,
  phone: phoneView,
  notices: z.array(notice),
  /** Whether this system gives `tel:` links to Outdial. */
  telHandler: z.strictObject({ isDefault: z.boolean() }),
  /** Absent before the voice page was opened. */
  audio: audioView.optional(),
  /** For emergency calls: the place the carrier has for this line, where the configuration names it. */
  emergency: z
    .strictObject({
      location: z.string().optional(),
      /** Emergency numbers besides the ones that are such everywhere. */
      numbers: z.array(z.string()).readonly().optional(),
    })
    .optional(),
});
export type Snapshot = z.infer<typeof snapshot>;
