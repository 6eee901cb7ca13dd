import type { CallRecord } from '../calls/call-record.ts';
import { CALL_DISPOSITIONS, CALL_PURPOSES, type Prospect, USERS } from '../organisation.ts';

export type ResourceType =
  | 'call'
  | 'user'
  | 'prospect'
  | 'phoneNumber'
  | 'callDisposition'
  | 'callPurpose'
  | 'webhook';

/** The plural is the path and the first half of the scope. */
export const PLURALS: Readonly<Record<ResourceType, string>> = {
  call: 'calls',
  user: 'users',
  prospect: 'prospects',
  phoneNumber: 'phoneNumbers',
  callDisposition: 'callDispositions',
  callPurpose: 'callPurposes',
  webhook: 'webhooks',
};

export interface Identifier {
  readonly type: ResourceType;
  readonly id: number;
}

export interface Resource extends Identifier {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<
    Record<string, { readonly data: Identifier | readonly Identifier[] | null }>
  >;
}

const one = (type: ResourceType, id: number | null) => ({ data: id === null ? null : { type, id } });

/** A call as the API shows it; `voicemailUrl` is written under that name and read as `voicemailRecordingUrl`. */
export function callResource(call: CallRecord): Resource {
  return {
    type: 'call',
    id: call.id,
    attributes: {
      uid: call.uid,
      direction: call.direction,
      externalVendor: call.externalVendor,
      vendorCallId: call.vendorCallId,
      from: call.from,
      to: call.to,
      outcome: call.completedAt === null ? null : call.answeredAt === null ? 'No Answer' : 'Answered',
      state: call.state,
      stateChangedAt: call.stateChangedAt,
      dialedAt: call.dialedAt,
      answeredAt: call.answeredAt,
      completedAt: call.completedAt,
      recordingUrl: call.recordingUrl,
      voicemailRecordingUrl: call.voicemailUrl,
      note: call.note,
      tags: call.tags,
      userCallType: call.externalVendor === null ? 'voip' : null,
      createdAt: call.createdAt,
      updatedAt: call.updatedAt,
    },
    relationships: {
      user: one('user', call.userId),
      prospect: one('prospect', call.prospectId),
      callDisposition: one('callDisposition', call.dispositionId),
      callPurpose: one('callPurpose', call.purposeId),
    },
  };
}

/** What does not change while the stand-in runs: users, prospects, their numbers, dispositions and purposes. */
export function directory(prospects: readonly Prospect[]): Readonly<Record<string, readonly Resource[]>> {
  const phone = (id: number): number => 5000 + id;
  return {
    user: USERS.map(({ id, ...user }) => ({
      type: 'user',
      id,
      attributes: { ...user, name: `${user.firstName} ${user.lastName}`, locked: false },
      relationships: {},
    })),
    prospect: prospects.map((prospect) => ({
      type: 'prospect',
      id: prospect.id,
      attributes: {
        firstName: prospect.firstName,
        lastName: prospect.lastName,
        name: `${prospect.firstName} ${prospect.lastName}`,
        title: prospect.title,
        company: prospect.company,
        workPhones: [prospect.number],
        callOptedOut: prospect.callOptedOut ?? false,
      },
      relationships: { phoneNumbers: { data: [{ type: 'phoneNumber', id: phone(prospect.id) }] } },
    })),
    phoneNumber: prospects.map((prospect) => ({
      type: 'phoneNumber',
      id: phone(prospect.id),
      attributes: {
        number: prospect.number,
        rawNumber: prospect.number,
        extension: prospect.extension ?? null,
        phoneType: 'work',
        order: 0,
      },
      relationships: { prospect: one('prospect', prospect.id) },
    })),
    callDisposition: CALL_DISPOSITIONS.map(({ id, name }, order) => ({
      type: 'callDisposition',
      id,
      attributes: { name, order, defaultForOutboundVoicemail: name === 'Voice mail drop' },
      relationships: {},
    })),
    callPurpose: CALL_PURPOSES.map(({ id, name }, order) => ({
      type: 'callPurpose',
      id,
      attributes: { name, order },
      relationships: {},
    })),
  };
}
