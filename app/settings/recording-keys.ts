import { z } from 'zod';
import { PLACEHOLDERS } from '../calls/recording-template.ts';
import type { RecordingSettings } from './settings.ts';
import type { SectionKeys } from './settings-keys.ts';

const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i);

/** A web address in which facts of the call may stand, but not in place of the server's name. */
const template = z
  .string()
  .trim()
  .max(1_024)
  .regex(/^https?:\/\/[^\s/?#@\\{}]+[/?#][^\s{}\\]*(?:\{\w+\}[^\s{}\\]*)*$/i)
  .refine((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => PLACEHOLDERS.some((known) => known === name)),
  );

const NAMES = PLACEHOLDERS.map((name) => `{${name}}`).join(', ');

/** The keys of `recordings`. None is needed: a phone system can say by SIP where each recording is. */
export function recordingKeys(): SectionKeys<RecordingSettings> {
  return {
    hosts: {
      schema: z.array(host).max(50),
      expected: 'a list of server names, such as ["recordings.example.com"]',
      fallback: [],
      spare: true,
    },
    urlTemplate: {
      schema: template,
      expected: `a web address such as "https://recordings.example.com/{sipCallId}", with any of ${NAMES} after the server`,
      optional: true,
      spare: true,
    },
    voicemailUrlTemplate: {
      schema: template,
      expected: `a web address such as "https://recordings.example.com/voicemail/{sipCallId}", with any of ${NAMES} after the server`,
      optional: true,
      spare: true,
    },
  };
}
