import type { UA } from 'jssip';
import type { Transport } from 'jssip/lib/Transport';
import type { IncomingOptionsEvent } from 'jssip/lib/UA';

/** A dialog of JsSIP's. It can send on after JsSIP has forgotten it. */
interface Dialog {
  readonly id: { readonly call_id: string; readonly remote_tag: string };
  sendRequest(method: string): unknown;
}

/** JsSIP has these; its types leave them out. */
declare module 'jssip/lib/UA' {
  interface IncomingOptionsEvent {
    readonly message: { reject(options: { status_code: number }): void };
  }
  interface UA {
    readonly transport: Transport;
    readonly _dialogs: Readonly<Record<string, Dialog>>;
    /** Calls that are not over, by Call-ID and our tag. */
    readonly _sessions: Readonly<Record<string, unknown>>;
  }
}

/** Shows each message that JsSIP sends, and whether there was a connection to take it. */
export function watchSending(ua: UA, sent: (message: string, wentOut: boolean) => void): void {
  const { transport } = ua;
  const send = transport.send.bind(transport);
  transport.send = (message) => {
    const wentOut = send(message);
    sent(String(message), wentOut);
    return wentOut;
  };
}

/** The dialog that a request of ours goes out in, while JsSIP still has it; a call may have one with each phone that rang. */
export function dialogWith(ua: UA, sipCallId: string, remoteTag: string): Dialog | undefined {
  return Object.values(ua._dialogs).find(({ id }) => id.call_id === sipCallId && id.remote_tag === remoteTag);
}

/**
 * RFC 3261 section 12.2.2: an OPTIONS inside of a call asks whether the call is still there. JsSIP says 200 to each, and a
 * call that is over here would live on at the phone system.
 */
export function answerOptions(ua: UA): void {
  ua.on('newOptions', ({ message, request }: IncomingOptionsEvent) => {
    const { call_id: sipCallId, from_tag: remoteTag, to_tag: ownTag } = request;
    if (ownTag && dialogWith(ua, sipCallId, remoteTag) === undefined) message.reject({ status_code: 481 });
  });
}
