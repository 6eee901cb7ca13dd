import type { Registration } from '../../app/voice/carrier.ts';
import { isRelayRefusal, type RelayTrouble, relayWarningOf } from '../../app/voice/relay-trouble.ts';
import type { Ice } from './ice.ts';

/** Longer than a TURN server that is there takes, shorter than a call may take to be set up; in milliseconds. */
const PATIENCE_MILLISECONDS = 6000;
/** How soon servers that gave no relay are asked again, in milliseconds. */
const AGAIN_MILLISECONDS = 60_000;

/**
 * Follows the first gathering of a connection until a TURN server has given a relay, all `servers` of them have refused
 * the credentials, or it took too long; `found` is told once. Returns the function that ends it.
 */
export function awaitRelay(
  connection: RTCPeerConnection,
  servers: number,
  found: (trouble: RelayTrouble | undefined) => void,
): () => void {
  const refused = new Set<string>();
  const stopped = new AbortController();
  const { signal } = stopped;
  const settle = (trouble: RelayTrouble | undefined): void => {
    if (signal.aborted) return;
    stop();
    found(trouble);
  };
  const without = (): RelayTrouble => (refused.size > 0 ? 'relay-refused' : 'relay-missing');
  const timer = window.setTimeout(() => settle(without()), PATIENCE_MILLISECONDS);
  const stop = (): void => {
    window.clearTimeout(timer);
    stopped.abort();
  };
  connection.addEventListener(
    'icecandidate',
    ({ candidate }) => {
      if (candidate?.type === 'relay') settle(undefined);
    },
    { signal },
  );
  connection.addEventListener(
    'icegatheringstatechange',
    () => {
      if (connection.iceGatheringState === 'complete') settle(without());
    },
    { signal },
  );
  connection.addEventListener(
    'icecandidateerror',
    ({ errorCode, url }) => {
      if (isRelayRefusal(errorCode)) refused.add(url);
      // A computer with several networks hears it once for each: it is the servers that count.
      if (refused.size >= servers) settle('relay-refused');
    },
    { signal },
  );
  return stop;
}

export interface RelayWatchParts {
  readonly ice: Ice;
  readonly relayOnly: boolean;
  report(registration: Registration): void;
}

/** Passes registrations on, and asks the TURN servers for a relay after each: a warning comes before the first silent call. */
export function createRelayWatch({ ice, relayOnly, report }: RelayWatchParts) {
  let last: Registration | undefined;
  let trouble: RelayTrouble | undefined;
  let stop: () => void = () => undefined;
  let again = 0;

  function tell(): void {
    if (last === undefined) return;
    const warning =
      last.status === 'registered' && trouble !== undefined ? relayWarningOf(trouble, relayOnly) : undefined;
    report({ ...last, ...(warning && { warning }) });
  }
  function found(next: RelayTrouble | undefined): void {
    ice.relaysAre(next);
    if (next !== undefined) again = window.setTimeout(check, AGAIN_MILLISECONDS);
    const isNews = next !== trouble;
    trouble = next;
    if (isNews) tell();
  }
  function check(): void {
    close();
    if (ice.relays === 0) return;
    const connection = new RTCPeerConnection({ ...ice.configuration, iceTransportPolicy: 'relay' });
    const unfollow = awaitRelay(connection, ice.relays, (next) => {
      connection.close();
      found(next);
    });
    stop = () => {
      unfollow();
      connection.close();
    };
    connection.createDataChannel('');
    void connection.setLocalDescription();
  }

  function close(): void {
    window.clearTimeout(again);
    stop();
  }

  return {
    registration(next: Registration): void {
      last = next;
      tell();
      if (next.status === 'registered') check();
    },
    close,
  };
}
