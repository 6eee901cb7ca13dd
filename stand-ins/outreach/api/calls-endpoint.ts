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
import { type ApiError, apiAnswer, errorAnswer } from './errors.ts';
import { listAnswer } from './list-query.ts';
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

/** Attributes of a new call that "must be specified" and "can be blank" (spec, "Create a new call"). */
const BLANKABLE = ['vendorCallId', 'outcome'];

export interface CallsEndpoint {
  list(incoming: Incoming): Answer;
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

  function leftOut(attributes: Readonly<Record<string, unknown>>): readonly ApiError[] {
    if (switches.blankLeftOut === 'accepted') return [];
    return BLANKABLE.filter((name) => attributes[name] === undefined).map((name) => ({
      id: 'validationError',
      detail: `${name} must be specified; it can be blank.`,
      pointer: `/data/attributes/${name}`,
    }));
  }

  function taken(vendorCallId: string | undefined): readonly ApiError[] {
    const same = vendorCallId !== undefined && calls.all().some((call) => call.vendorCallId === vendorCallId);
    if (!same || switches.sameVendorCallId === 'accepted') return [];
    const pointer = '/data/attributes/vendorCallId';
    return [{ id: 'validationDuplicateValueError', detail: 'vendorCallId has already been taken.', pointer }];
  }

  return {
    list(incoming) {
      const query = new URLSearchParams(incoming.query);
      if (switches.vendorCallIdFilter === 'passed over') query.delete('filter[vendorCallId]');
      if (switches.vendorCallIdFilter === 'refused' && query.has('filter[vendorCallId]')) {
        const detail = "'vendorCallId' cannot be filtered by.";
        return errorAnswer(400, [{ id: 'permittedParams.unknownFilter', detail }]);
      }
      return listAnswer({ ...incoming, query }, collections('call'), collections);
    },
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
      const wrong = [...leftOut(envelope.value.attributes), ...taken(vendorCallId)];
      if (wrong.length > 0) return errorAnswer(422, wrong);
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
      // Ids are JSON integers; a call-id is a string.
      const form = /^\d+$/.test(String(id)) ? 'number' : 'string';
      if (typeof id !== form || find(String(id))?.id !== call.id) {
        const detail = `The body's id must be the call's, '${address}', an integer id as a JSON integer.`;
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
      const { type, id: number, ...rest } = callResource(updated);
      const whole = switches.updateAnswer === 'resource' ? rest : {};
      return apiAnswer(200, { data: { type, id: number, ...whole } });
    },
  };
}
