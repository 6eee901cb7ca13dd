import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../kamailio/child.ts';
import { freePorts } from '../kamailio/free-ports.ts';
import { listens } from '../listens.ts';
import { LOOPBACK, type Place } from '../netns/place.ts';
import { until } from '../until.ts';

/** Below what rtpengine and the telephones use, above `freePorts`. */
const RELAY_PORTS = ['--min-port=33000', '--max-port=39999'] as const;
const USER = 'rep';

export interface TurnSettings {
  readonly urls: string;
  readonly username: string;
  readonly credential: string;
}

/** A STUN and TURN server (RFC 8489, RFC 8656) for UDP and TCP, which asks for a name and a password. */
export interface TurnServer {
  readonly port: number;
  /** As `sip.iceServers` has it: over UDP, or over TCP alone. */
  ice(transport: 'udp' | 'tcp', other?: { credential?: string; port?: number }): TurnSettings;
  close(): Promise<void>;
}

/**
 * Starts Debian's coturn on loopback, or in a `place`, on a port of its own choice. Rejects with its own words when it does
 * not come up.
 *
 * @param relayAddress where what it relays comes from, on the side of the phone system
 */
export async function startTurn(place: Place = LOOPBACK, relayAddress = place.address): Promise<TurnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-turn-'));
  const [port = 0] = await freePorts(1);
  const password = randomBytes(9).toString('hex');
  const child = startChild(
    'turnserver',
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--allow-loopback-peers', '--log-file=stdout'],
      ...['--lt-cred-mech', '--realm=turn.test', `--user=${USER}:${password}`],
      ...[`--listening-ip=${place.address}`, `--listening-port=${port}`, `--relay-ip=${relayAddress}`],
      ...[...RELAY_PORTS, `--userdb=${join(folder, 'users')}`, `--pidfile=${join(folder, 'turn.pid')}`],
    ],
    join(folder, 'log'),
    'KILL',
    place.prefix,
  );
  async function close(): Promise<void> {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  await until('coturn listens', async () => {
    if (!child.running()) throw new Error(`coturn ended: ${child.log().slice(-800)}`);
    return (await listens(port, place.address)) || undefined;
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    port,
    ice: (transport, { credential = password, port: at = port } = {}) => ({
      urls: `turn:${place.address}:${at}?transport=${transport}`,
      username: USER,
      credential,
    }),
    close,
  };
}
