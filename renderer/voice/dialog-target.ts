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

/**
 * The remote target goes into requests as it came (RFC 3261 section 12.2.1.1). JsSIP escapes characters that may stand in a
 * user part (section 25.1, user-unreserved) and are others when escaped (section 19.1.4): gateways ask for
 * `sip:+12025550100;tgrp=x@gw.example` (RFC 4904), and do not know `sip:+12025550100%3Btgrp%3Dx@gw.example`.
 */
export function writeAsItCame(target: URI): void {
  if (Object.hasOwn(target, 'toString')) return;
  const write = target.toString.bind(target);
  target.toString = () => {
    const text = write();
    const at = text.indexOf('@');
    return text.slice(0, at + 1).replace(/%(?:24|26|2C|3B|3D)/gi, decodeURIComponent) + text.slice(at + 1);
  };
}
