import type { OutboxItem } from '../app/ipc/contract.ts';
import { fail, ok } from '../app/result.ts';
import type { Desk } from './calls/desk.ts';
import type { Handlers } from './ipc-server.ts';
import type { OutreachConnection } from './outreach-connection.ts';
import type { SnapshotSender } from './snapshot.ts';
import type { TelHandler } from './tel-registration.ts';
import type { SipCarrier } from './voice/carrier.ts';

export interface HandlerParts {
  readonly desk: Desk;
  readonly outreach: OutreachConnection;
  readonly carrier: SipCarrier;
  readonly outboxList: () => OutboxItem[];
  readonly snapshots: SnapshotSender;
  readonly telHandler: TelHandler;
}

const notYet = fail('not-yet', 'The desk does not know this command yet.');

/** Which command of the contract goes where. */
export function createHandlers({
  desk,
  outreach,
  carrier,
  outboxList,
  snapshots,
  telHandler,
}: HandlerParts): Handlers {
  return {
    'snapshot.get': () => ok(snapshots.current()),
    'call.dial': ({ text }) => desk.dial(text),
    'call.confirm': ({ callId, dial }) => desk.confirm(callId, dial),
    'call.hangUp': ({ callId }) => desk.hangUp(callId),
    'call.answer': ({ callId }) => desk.answer(callId),
    'call.reject': ({ callId }) => desk.reject(callId),
    'call.forward': () => notYet,
    'call.ignore': () => notYet,
    'call.hold': () => notYet,
    'call.transfer': () => notYet,
    'call.transferTo': () => notYet,
    'call.conference': () => notYet,
    'call.extension': () => notYet,
    'call.mute': ({ callId, muted }) => desk.mute(callId, muted),
    'call.sendDigits': ({ callId, digits }) => desk.sendDigits(callId, digits),
    'call.openInOutreach': ({ callId }) => outreach.openCall(callId),
    'outreach.connect': () => outreach.connect(),
    'outreach.disconnect': () => outreach.disconnect(),
    'outbox.list': () => ok({ items: outboxList() }),
    'outbox.retry': () => {
      outreach.wake();
      return ok({});
    },
    'phone.reconnect': () => {
      carrier.reconnect();
      return ok({});
    },
    'telHandler.register': () => telHandler.register(),
    'notice.dismiss': ({ id }) => {
      desk.dismissNotice(id);
      return ok({});
    },
    'voice.ready': () => ok(carrier.pageReady()),
    'voice.report': ({ event }) => {
      carrier.report(event);
      return ok({});
    },
  };
}
