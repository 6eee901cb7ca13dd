import type { OutboxItem } from '../app/ipc/outreach-view-schema.ts';
import { fail, ok } from '../app/result.ts';
import type { Desk } from './calls/desk.ts';
import type { Handlers } from './ipc-server.ts';
import type { OutreachConnection } from './outreach-connection.ts';
import type { SnapshotSender } from './snapshot.ts';
import type { TelHandler } from './tel-registration.ts';
import type { SipCarrier } from './voice/carrier.ts';
import type { PhoneLine } from './voice/phone-line.ts';
import type { Sound } from './voice/sound.ts';

export interface HandlerParts {
  readonly desk: Desk;
  readonly outreach: OutreachConnection;
  readonly carrier: SipCarrier;
  readonly phone: PhoneLine;
  readonly sound: Sound;
  readonly outboxList: () => OutboxItem[];
  readonly snapshots: SnapshotSender;
  readonly telHandler: TelHandler;
}

/** Which command of the contract goes where. */
export function createHandlers({
  desk,
  outreach,
  carrier,
  phone,
  sound,
  outboxList,
  snapshots,
  telHandler,
}: HandlerParts): Handlers {
  return {
    'snapshot.get': () => ok(snapshots.current()),
    'call.dial': ({ text, others }) => desk.dial(text, others),
    'call.confirm': ({ callId, dial, others }) => desk.confirm(callId, dial, others),
    'call.hangUp': ({ callId }) => desk.hangUp(callId),
    'call.answer': ({ callId, others }) => desk.answer(callId, others),
    'call.reject': ({ callId }) => desk.reject(callId),
    'call.forward': ({ callId, text }) => desk.forward(callId, text),
    'call.ignore': ({ callId }) => desk.ignore(callId),
    'call.hold': ({ callId, held }) => desk.hold(callId, held),
    'call.transfer': ({ callId, text }) => desk.transfer(callId, text),
    'call.transferTo': ({ callId, otherCallId }) => desk.transferTo(callId, otherCallId),
    'call.conference': () => desk.conference(),
    'call.extension': ({ callId, action }) => desk.extension(callId, action),
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
    'phone.signIn': (typed) => phone.signIn(typed),
    'phone.signOut': () => phone.signOut(),
    'phone.testCall': () => {
      const number = phone.testNumber();
      // A typed number has no call of Outreach's, so that Outreach never hears of it.
      return number === undefined
        ? fail('no-test-number', 'There is no number for a test call: your IT admin sets sip.testNumber.')
        : desk.dial(number);
    },
    'audio.choose': (change) => sound.choose(change),
    'audio.test': ({ what }) => {
      sound.test(what);
      return ok({});
    },
    'audio.watch': ({ on }) => {
      sound.watch(on);
      return ok({});
    },
    'telHandler.register': () => telHandler.register(),
    'notice.dismiss': ({ id }) => {
      desk.dismissNotice(id);
      return ok({});
    },
    'voice.ready': async () => {
      // Else a call that waits for the page would find a line without an account.
      await phone.opened;
      return ok({ ...carrier.pageReady(), audio: sound.pageReady() });
    },
    'audio.report': ({ event }) => {
      sound.report(event);
      return ok({});
    },
    'voice.report': ({ event }) => {
      carrier.report(event);
      return ok({});
    },
  };
}
