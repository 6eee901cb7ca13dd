import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRequest, IncomingResponse } from 'jssip/lib/SIPMessage';
import type { URI } from 'jssip/lib/URI';

/** RFC 3261 section 12.2.1.2: an answer that names another address says where requests go from now on. */
export function retarget(dialog: { _remote_target: URI }, message: IncomingResponse | IncomingRequest): void {
  if (message.hasHeader('Contact')) dialog._remote_target = message.parseHeader<{ uri: URI }>('contact').uri;
}

/** RFC 3311 section 5.2: an UPDATE that is taken says so as well, in a call that rings too. */
export function retargetByUpdate(session: RTCSession, update: IncomingRequest): void {
  const reply = update.reply.bind(update);
  update.reply = (status, ...more) => {
    const early = session._earlyDialogs[update.call_id + update.to_tag + update.from_tag];
    const dialog = session._dialog ?? early;
    if (status < 300 && dialog !== undefined) retarget(dialog, update);
    reply(status, ...more);
  };
}
