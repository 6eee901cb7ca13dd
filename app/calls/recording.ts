import { goesWith, UPDATE_WINDOW } from '../outbox/settle.ts';
import { fail, type Result } from '../result.ts';
import type { RecordingSettings } from '../settings/settings.ts';
import type { Call, HeardUrl } from './call.ts';
import type { Step } from './call-event.ts';
import { fillTemplate } from './recording-template.ts';
import { judgeUrl } from './recording-url.ts';
import { owesUpdates, unchanged } from './step.ts';

/** Without a `recordings` section: any server, no template. */
export const NO_RECORDING_SETTINGS: RecordingSettings = { hosts: [] };

/** Before the end; a phone system that says more than this of one call is at fault. */
const MOST_HEARD = 8;

/**
 * The phone system has said where a call can be heard. Before the end it is kept, because which URL Outreach may have
 * depends on the final state; after the end it is judged at once.
 */
export function recordingHeard(call: Call, url: HeardUrl, at: number, settings: RecordingSettings): Step {
  if (!owesUpdates(call)) return unchanged(call);
  if (call.phase === 'ended') return take(call, url, at, settings);
  const heard = call.heard ?? [];
  if (heard.length >= MOST_HEARD || heard.some((one) => one.kind === url.kind && one.url === url.url))
    return unchanged(call);
  return { call: { ...call, heard: [...heard, url] }, effects: [] };
}

/** A step that has just ended the call, and after it the URL that is owed: a heard one, else the template's. */
export function withRecording(ended: Step, at: number, settings: RecordingSettings): Step {
  if (!owesUpdates(ended.call)) return ended;
  let step: Step = { call: { ...ended.call, heard: undefined }, effects: ended.effects };
  for (const url of ended.call.heard ?? []) step = then(step, take(step.call, url, at, settings));
  if (step.call.recording?.status === 'owed') return step;
  const fromTemplate = fillTemplate(step.call, settings);
  return fromTemplate === undefined ? step : then(step, take(step.call, fromTemplate, at, settings));
}

function then(first: Step, second: Step): Step {
  return { call: second.call, effects: [...first.effects, ...second.effects] };
}

/**
 * "A single URL shall be provided even if recording was started/stopped multiple times during the call" (spec,
 * "Recording/Voicemail URL"): the first good one is it, later ones are counted. A bad one gives way to a good one.
 */
function take(call: Call, { kind, url }: HeardUrl, at: number, settings: RecordingSettings): Step {
  const known = call.recording;
  if (known?.status === 'owed') {
    if (known.kind !== kind || known.url === url) return unchanged(call);
    return { call: { ...call, recording: { ...known, later: known.later + 1 } }, effects: [] };
  }
  const verdict = judge(call, { kind, url }, at, settings);
  if (!verdict.ok)
    return {
      call: { ...call, recording: { status: 'refused', kind, failure: verdict.failure } },
      effects: [],
    };
  return {
    call: { ...call, recording: { status: 'owed', kind, url, later: 0 } },
    effects: [{ type: 'tell-outreach', update: { kind, url } }],
  };
}

/**
 * Whether Outreach may be told this URL of this ended call (spec, "Recording/Voicemail URL" and "Requirements").
 * The failure is in words for the rep and the administrator, and never holds the URL.
 */
export function judge(
  call: Call,
  { kind, url }: HeardUrl,
  at: number,
  settings: RecordingSettings,
): Result<string> {
  if (kind === 'recording' && !goesWith(kind, call.state))
    return fail(
      'not-completed',
      `Outreach takes a recording of completed calls only; this one ended as "${call.state}".`,
    );
  if (kind === 'voicemail' && call.direction !== 'inbound')
    return fail('not-inbound', 'Outreach takes a voicemail of inbound calls only.');
  if (kind === 'voicemail' && !goesWith(kind, call.state))
    return fail(
      'not-missed',
      `Outreach takes a voicemail of calls that ended as "busy" or "no answer"; this one ended as "${call.state}".`,
    );
  if (call.endedAt !== undefined && at - call.endedAt > UPDATE_WINDOW)
    return fail(
      'too-late',
      'It came more than one hour after the end of the call, and Outreach takes it no longer.',
    );
  return judgeUrl(url, settings.hosts);
}
