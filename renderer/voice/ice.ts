import type { SipAccount } from '../../app/ipc/phone-line.ts';
import type { RelayTrouble } from '../../app/voice/relay-trouble.ts';
import { awaitRelay } from './relays.ts';

/** Candidates of all interfaces come in one burst; what comes later is not waited for. In milliseconds. */
const BURST_MILLISECONDS = 10;
/** How long an answer of a STUN or TURN server may delay a call, in milliseconds. */
const SERVER_MILLISECONDS = 1000;

/** How calls find their way through the network: this computer's addresses, and the STUN and TURN servers of the account. */
export interface Ice {
  readonly configuration: RTCConfiguration;
  /** How many TURN servers there are. */
  readonly relays: number;
  /** Takes each candidate while JsSIP gathers, and calls `ready` as soon as the offer is worth sending. */
  candidate(candidate: RTCIceCandidate, ready: () => void): void;
  /** Follows a call's new connection: `noWay` where it may use relays only and none is to be had. */
  follow(connection: RTCPeerConnection, noWay: (trouble: RelayTrouble) => void): void;
  /** What is known of the TURN servers: calls do not wait for those that give nothing. */
  relaysAre(trouble: RelayTrouble | undefined): void;
}

/** SIP sends all candidates in the offer, so a reflexive or relayed one has to be there in time: one of each is enough. */
export function createIce(account: SipAccount | null): Ice {
  const iceServers = (account?.iceServers ?? []).map(
    ({ urls, username, credential }): RTCIceServer => ({
      urls: [urls].flat(),
      ...(username !== undefined && { username }),
      ...(credential !== undefined && { credential }),
    }),
  );
  const urls = iceServers.flatMap((server) => server.urls);
  const reflexive = urls.some((url) => /^stun/i.test(url));
  const relays = new Set(urls.filter((url) => /^turn/i.test(url))).size;
  const relayOnly = account?.relayOnly === true && relays > 0;
  let relayed = relays > 0;
  const wanted = (): number => (relayOnly ? 1 : Number(reflexive) + Number(relayed));
  /** What each gathering has found so far; JsSIP hands out a `ready` for each. */
  const found = new WeakMap<() => void, Set<string>>();

  return {
    configuration: { iceServers, ...(relayOnly && { iceTransportPolicy: 'relay' }) },
    relays,
    relaysAre(trouble) {
      relayed = trouble === undefined;
    },
    follow(connection, noWay) {
      if (relayOnly) awaitRelay(connection, relays, (trouble) => trouble !== undefined && noWay(trouble));
    },
    candidate({ protocol, type }, ready) {
      if (wanted() === 0) {
        if (protocol === 'udp') window.setTimeout(ready, BURST_MILLISECONDS);
        return;
      }
      const kindsFound = found.get(ready) ?? new Set();
      found.set(ready, kindsFound);
      window.setTimeout(ready, SERVER_MILLISECONDS);
      if (type === 'srflx' || type === 'relay') kindsFound.add(type);
      if (kindsFound.size >= wanted()) window.setTimeout(ready, BURST_MILLISECONDS);
    },
  };
}
