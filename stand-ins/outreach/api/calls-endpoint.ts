import { z } from 'zod';
import { CALL_STATES } from '../../../app/calls/call.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { CallRecord } from '../calls/call-record.ts';
import { refuseUpdate } from '../calls/update-rules.ts';
import type { Answer, Incoming } from '../http/exchange.ts';
import type { OutreachClock } from '../outreach-clock.ts';
import type { Switches } from '../switches.ts';
import { blankable, readAttributes, readEnvelope, webUrl } from './body.ts';
import { type Collections, documentAnswer } from './document.ts';
import { apiAnswer, errorAnswer } from './errors.ts';
import { callResource } from './resources.ts';

const state = z
  .union([z.literal('').transform(() => undefined), z.null().transform(() => undefined), z.enum(CALL_STATES)])
  .optional();

const updateSchema = z.strictObject({
  state,
  stateChangedAt: z.iso.datetime({ offset: true }).optional(),
  recordingUrl: webUrl(255),
  voicemailUrl: webUrl(255),
  vendorCallId: z.string().max(63).nullable().optional(),
});

const phone = z
  .string()
  .max(255)
  .refine((text) => text.trim() !== '', "can't be blank");
const createSchema = z.strictObject({
  direction: z.literal('inbound', "must be 'inbound': outbound calls are created by the Outreach client"),
  externalVendor: z.literal('VoiceExtension', "must be 'VoiceExtension'"),
  vendorCallId: blankable(63),
  from: phone,
  to: phone,
  outcome: blankable(255).refine((text) => text === undefined, 'must be blank because the call is ongoing'),
  note: blankable(65_535),
  tags: z.array(z.string()).optional(),
});

const notFound = (address: string): Answer =>
  errorAnswer(404, [{ id: 'resourceNotFound', detail: `Could not find 'call' with ID '${address}'.` }]);

export interface CallsEndpoint {
  create(incoming: Incoming): Answer;
  show(incoming: Incoming, address: string): Answer;
  update(incoming: Incoming, address: string): Answer;
}

/** POST, GET and PATCH of single calls (spec, "API Endpoint(s)"). */
export function createCallsEndpoint(ports: {
  readonly calls: CallBook;
  readonly clock: OutreachClock;
  readonly switches: Switches;
  readonly collections: Collections;
}): CallsEndpoint {
  const { calls, clock, switches, collections } = ports;

  /** Integer and UUID both address a call, unless a switch says otherwise. */
  function find(address: string): CallRecord | undefined {
    const isInteger = /^\d+$/.test(address);
    if (switches.callAddress === 'integer' && !isInteger) return undefined;
    if (switches.callAddress === 'uuid' && isInteger) return undefined;
    return calls.find(address);
  }

  return {
    create(incoming) {
      const envelope = readEnvelope(incoming.text, 'call');
      if (!envelope.ok) return errorAnswer(envelope.status, envelope.errors);
      const [relationship] = Object.keys(envelope.value.relationships);
      if (relationship !== undefined)
        return errorAnswer(400, [
          { id: 'permittedParams.unknownRelationship', detail: `'${relationship}' is not permitted.` },
        ]);
      const attributes = readAttributes(createSchema, envelope.value.attributes);
      if (!attributes.ok) return errorAnswer(attributes.status, attributes.errors);
      const { from, to, vendorCallId, note, tags } = attributes.value;
      const prospect = collections('prospect').find(
        (resource) => (resource.attributes.workPhones as readonly string[])[0] === from,
      );
      const call = calls.createInbound({ from, to, vendorCallId, note, tags, prospectId: prospect?.id });
      return apiAnswer(
        201,
        { data: callResource(call) },
        { location: `${incoming.origin}/api/v2/calls/${call.id}` },
      );
    },
    show(incoming, address) {
      const call = find(address);
      if (call === undefined) return notFound(address);
      return documentAnswer(incoming, callResource(call), collections);
    },
    update(incoming, address) {
      const envelope = readEnvelope(incoming.text, 'call');
      if (!envelope.ok) return errorAnswer(envelope.status, envelope.errors);
      const { id, attributes: given, relationships } = envelope.value;
      const [relationship] = Object.keys(relationships);
      if (relationship !== undefined)
        return errorAnswer(400, [
          { id: 'permittedParams.unknownRelationship', detail: `'${relationship}' is not permitted.` },
        ]);
      const attributes = readAttributes(updateSchema, given);
      if (!attributes.ok) return errorAnswer(attributes.status, attributes.errors);
      const call = find(address);
      if (call === undefined) return notFound(address);
      if (id === undefined || find(String(id))?.id !== call.id) {
        const detail = `The body's id must be the call's, '${address}'.`;
        return errorAnswer(400, [{ id: 'badRequest', detail, pointer: '/data/id' }]);
      }
      const change = attributes.value;
      const at = { now: clock.now(), offset: clock.offset() };
      const refusal = refuseUpdate(call, change, at, switches);
      if (refusal !== undefined) {
        const kind = refusal.status === 403 ? 'unauthorizedRequest' : 'validationError';
        const pointer = refusal.attribute === undefined ? undefined : `/data/attributes/${refusal.attribute}`;
        return errorAnswer(refusal.status, [{ id: kind, detail: refusal.detail, pointer }]);
      }
      const updated = calls.update(call, change);
      if (switches.updateAnswer === 'empty') return { status: 204, headers: {}, text: '' };
      return apiAnswer(200, { data: callResource(updated) });
    },
  };
}
