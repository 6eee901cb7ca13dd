import { z } from 'zod';
import { audioCommand, audioEvent, audioSettings } from './audio-contract.ts';
import { carrierCommand, carrierEvent } from './carrier-contract.ts';
import type { failure } from './failure.ts';
import { outboxItem } from './outreach-view-schema.ts';
import { sipAccount } from './phone-line.ts';
import { snapshot } from './snapshot-schema.ts';

/**
 * Every command and event between main and the windows. Adding one touches this file, one handler
 * and one caller. Main parses each payload with the schema here before a handler sees it.
 */

export const WINDOWS = ['dialer', 'voice'] as const;
export type WindowName = (typeof WINDOWS)[number];

const callId = z.uuid();
const nothing = z.strictObject({});
/** A number as a person types or pastes it. */
const dialText = z.string().min(1).max(256);
/** What becomes of a call that has the line when another one is to have it. */
const otherCalls = z.enum(['hold', 'end']);
/** `cancel` drops what is not sent yet; `send` sends it now, or once more. */
const EXTENSION_ACTIONS = ['cancel', 'send'] as const;

/** Commands: window to main. `from` is the only window that may send it. */
export const commands = {
  'snapshot.get': { from: 'dialer', payload: nothing, result: snapshot },
  'call.dial': {
    from: 'dialer',
    payload: z.strictObject({ text: dialText, others: otherCalls.optional() }),
    result: z.strictObject({ callId }),
  },
  /** `others`: what becomes of the call that has the line; without it, it is ended. */
  'call.confirm': {
    from: 'dialer',
    payload: z.strictObject({ callId, dial: z.boolean(), others: otherCalls.optional() }),
    result: nothing,
  },
  /** `others`: what becomes of the call that has the line; without it, it is held. */
  'call.answer': {
    from: 'dialer',
    payload: z.strictObject({ callId, others: otherCalls.optional() }),
    result: nothing,
  },
  'call.reject': { from: 'dialer', payload: z.strictObject({ callId }), result: nothing },
  /** Sends an incoming call to another number. */
  'call.forward': { from: 'dialer', payload: z.strictObject({ callId, text: dialText }), result: nothing },
  /** Stops the ringing here; for the caller it goes on. */
  'call.ignore': { from: 'dialer', payload: z.strictObject({ callId }), result: nothing },
  /** Resuming one call holds the one that has the line: with two calls, a swap. */
  'call.hold': { from: 'dialer', payload: z.strictObject({ callId, held: z.boolean() }), result: nothing },
  /** Blind: to a number, which is dialled by the phone system. */
  'call.transfer': { from: 'dialer', payload: z.strictObject({ callId, text: dialText }), result: nothing },
  /** Attended: connects the far ends of two calls that are both answered. */
  'call.transferTo': {
    from: 'dialer',
    payload: z.strictObject({ callId, otherCallId: callId }),
    result: nothing,
  },
  /** All answered calls hear each other; holding one of them ends it. */
  'call.conference': { from: 'dialer', payload: nothing, result: nothing },
  'call.extension': {
    from: 'dialer',
    payload: z.strictObject({ callId, action: z.enum(EXTENSION_ACTIONS) }),
    result: nothing,
  },
  'call.hangUp': { from: 'dialer', payload: z.strictObject({ callId }), result: nothing },
  'call.mute': { from: 'dialer', payload: z.strictObject({ callId, muted: z.boolean() }), result: nothing },
  'call.sendDigits': {
    from: 'dialer',
    payload: z.strictObject({ callId, digits: z.string().regex(/^[0-9*#A-D,]{1,64}$/) }),
    result: nothing,
  },
  /** Opens the page on which the rep logs the call, in the system's browser. */
  'call.openInOutreach': { from: 'dialer', payload: z.strictObject({ callId }), result: nothing },
  'outreach.connect': { from: 'dialer', payload: nothing, result: nothing },
  'outreach.disconnect': { from: 'dialer', payload: nothing, result: nothing },
  /** The latest updates that wait or failed, newest first. */
  'outbox.list': {
    from: 'dialer',
    payload: nothing,
    result: z.strictObject({ items: z.array(outboxItem) }),
  },
  /** Everything that waits is tried now, except in a wait which Outreach named. */
  'outbox.retry': { from: 'dialer', payload: nothing, result: nothing },
  'phone.reconnect': { from: 'dialer', payload: nothing, result: nothing },
  /** Where the configuration leaves name or password to the rep. */
  'phone.signIn': {
    from: 'dialer',
    payload: z.strictObject({ username: z.string().min(1).max(255), password: z.string().min(1).max(512) }),
    result: nothing,
  },
  'phone.signOut': { from: 'dialer', payload: nothing, result: nothing },
  /** Dials the number for tests; Outreach is never told of it. */
  'phone.testCall': { from: 'dialer', payload: nothing, result: z.strictObject({ callId }) },
  /** What is given is changed, kept and used at once, also in a call. */
  'audio.choose': { from: 'dialer', payload: audioSettings.partial(), result: nothing },
  'audio.test': {
    from: 'dialer',
    payload: z.strictObject({ what: z.enum(['microphone', 'ringer']).nullable() }),
    result: nothing,
  },
  /** Opens the microphone for its level; asked again every ten seconds while the level is shown. */
  'audio.watch': { from: 'dialer', payload: z.strictObject({ on: z.boolean() }), result: nothing },
  'telHandler.register': { from: 'dialer', payload: nothing, result: nothing },
  'notice.dismiss': { from: 'dialer', payload: z.strictObject({ id: z.string().max(64) }), result: nothing },
  /** The voice page is up; the answer is its account, or null where none is configured. */
  'voice.ready': {
    from: 'voice',
    payload: nothing,
    result: z.strictObject({ account: sipAccount.nullable(), audio: audioSettings.optional() }),
  },
  'audio.report': { from: 'voice', payload: z.strictObject({ event: audioEvent }), result: nothing },
  'voice.report': { from: 'voice', payload: z.strictObject({ event: carrierEvent }), result: nothing },
} as const satisfies Record<string, { from: WindowName; payload: z.ZodType; result: z.ZodType }>;

export type CommandName = keyof typeof commands;
export type CommandPayload<Name extends CommandName> = z.infer<(typeof commands)[Name]['payload']>;
export type CommandResult<Name extends CommandName> = z.infer<(typeof commands)[Name]['result']>;

/** Events: main to window. */
export const windowEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snapshot'), snapshot }),
  z.strictObject({ type: z.literal('carrier-command'), command: carrierCommand }),
  z.strictObject({ type: z.literal('audio-command'), command: audioCommand }),
  /** How loud the microphone is, 0 to 1, ten times a second at most; no part of the snapshot. */
  z.strictObject({ type: z.literal('level'), level: z.number() }),
]);
export type WindowEvent = z.infer<typeof windowEvent>;

/** The envelope of every answer; IPC never throws across. */
export type Answer<Name extends CommandName> =
  | { readonly ok: true; readonly value: CommandResult<Name> }
  | { readonly ok: false; readonly failure: z.infer<typeof failure> };

/** What the preload gives a page as `window.outdial`: the whole of it. */
export interface Bridge {
  request<Name extends CommandName>(name: Name, payload: CommandPayload<Name>): Promise<Answer<Name>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: WindowEvent) => void): () => void;
}
