import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listens } from '../listens.ts';
import { LOOPBACK, type Place } from '../netns/place.ts';
import { type PortRange, relayedKeys } from '../rtpengine/relayed-audio.ts';
import { startRtpengine } from '../rtpengine/start.ts';
import { until } from '../until.ts';
import { type Baresip, type BaresipParts, startBaresip } from './baresip.ts';
import { startChild } from './child.ts';
import { fill } from './fill.ts';
import { freePorts } from './free-ports.ts';

const DOMAIN = 'sip.test';
const USERS = ['alice', 'colleague', 'tone', 'silent', 'echo', 'bob', 'carol', 'absent'];
/** How long Kamailio lets a call ring before it answers 408, in milliseconds: longer than a test looks at one that rings. */
const RING_MILLISECONDS = 120_000;
/** The same for a number that nobody answers. */
const UNANSWERED_MILLISECONDS = 2000;

/** What the numbers do; every +48600000xxx with xxx from 300 to 699 rings and then gives that SIP status. */
export const KAMAILIO_NUMBERS = {
  echo: '+48600000100',
  /** Answers at once with 440 Hz and records what it hears. */
  tone: '+48600000101',
  /** Rings, for two minutes. */
  silent: '+48600000104',
  /** Rings there, too, until Kamailio gives up with 408. */
  unanswered: '+48600000105',
  /** Kamailio gives up with 408 before anything was heard of it. */
  mute: '+48600000108',
  /** Known, but registered nowhere: 480 without ringing. */
  absent: '+48600000107',
  /** Nobody has it: 404 without ringing. */
  unknown: '+48600000199',
  /** Answers at once with 660 Hz and records what it hears. */
  bob: '+48600000102',
  /** Answers at once with 880 Hz and records what it hears. */
  carol: '+48600000103',
  /** The second account with a WebSocket: rings where it is registered. */
  colleague: '+48600000106',
  busy: '+48600000486',
  declines: '+48600000603',
} as const;

/** The `sip` section of Outdial's configuration file. */
export interface KamailioAccount {
  readonly server: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
}

export interface Kamailio {
  /** The account of the rep, `alice`. */
  readonly sip: KamailioAccount;
  /** A second account for a browser: a colleague of the rep's. */
  readonly colleague: KamailioAccount;
  readonly numbers: typeof KAMAILIO_NUMBERS;
  /** Where telephones send SIP to, UDP on loopback. */
  readonly udpPort: number;
  /** The number that reaches a telephone with plain RTP at a port of this machine, such as sipp. */
  numberOf(port: number): string;
  /** The same telephone, which only knows GSM: the media relay makes it of what the browser speaks. */
  transcodedNumberOf(port: number): string;
  /** 440 Hz; its other account, `silent`, rings until somebody accepts. */
  readonly tone: Baresip;
  readonly echo: Baresip;
  /** 660 Hz. */
  readonly bob: Baresip;
  /** 880 Hz. */
  readonly carol: Baresip;
  /** The keys that were sent in the audio to a telephone behind the media relay, which speaks RTP from these ports. */
  keysSentTo(telephone: PortRange): string;
  /** The registrar's last words: where it complains. */
  log(): string;
  /** Stops the registrar alone, as an outage would; `restart` brings it back on the same ports. */
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts Kamailio and four baresips (packages kamailio, kamailio-websocket-modules, baresip-core) on loopback, or
 * in a `place` of their own, with ports of the system's choice. Rejects, in words, when one of them is not installed or does not come up.
 */
export async function startKamailio(options: { runDir?: string; place?: Place } = {}): Promise<Kamailio> {
  const { place = LOOPBACK } = options;
  const runDir = options.runDir ?? mkdtempSync(join(tmpdir(), 'outdial-pbx-'));
  const passwords = Object.fromEntries(USERS.map((user) => [user, randomBytes(9).toString('hex')]));
  const password = (user: string): string => passwords[user] ?? '';
  const [udp = 0, ws = 0, relay = 0, ...others] = await freePorts(11);
  const configuration = join(runDir, 'kamailio.cfg');
  const template = readFileSync(join(import.meta.dirname, 'kamailio.cfg'), 'utf8');
  writeFileSync(
    configuration,
    fill(template, {
      ADDRESS: place.address,
      DOMAIN,
      UDP_PORT: udp,
      WS_PORT: ws,
      RELAY_PORT: relay,
      RING_MILLISECONDS,
      UNANSWERED_MILLISECONDS,
      MODULES: modulesFolder(),
      USERS: Object.entries(passwords)
        .map(([user, secret]) => `  $sht(users=>${user}) = "${secret}";`)
        .join('\n'),
    }),
  );
  const rtpengine = await startRtpengine(join(runDir, 'rtpengine'), relay, place);
  let kamailio = await startServer(configuration, runDir, ws, place).catch(async (error: unknown) => {
    await rtpengine.close();
    throw error;
  });
  const phones: Baresip[] = [];
  async function close(): Promise<void> {
    await Promise.all(phones.map((phone) => phone.close()));
    await kamailio.stop();
    await rtpengine.close();
    if (options.runDir === undefined) rmSync(runDir, { recursive: true, force: true });
  }
  const accountOf = (username: string): KamailioAccount => ({
    server: `ws://${place.address}:${ws}/ws`,
    domain: DOMAIN,
    username,
    password: password(username),
  });
  /** A hundred ports somewhere in the two thousand from `lowest` on: above those of the relay and of the system. */
  const relayedMedia = (lowest: number): Pick<BaresipParts, 'media' | 'relay'> => {
    const first = lowest + 100 * randomInt(20);
    const rtpPorts = { first, last: first + 99 };
    return { media: 'plain', relay: { rtpPorts, recordings: rtpengine.recordings } };
  };
  async function startPhone(
    name: string,
    sounds: Pick<BaresipParts, 'sound' | 'media' | 'relay'>,
    users: Record<string, 'auto' | 'manual'>,
  ): Promise<Baresip> {
    const phone = await startBaresip({
      folder: join(runDir, name),
      accounts: Object.entries(users).map(([user, answers]) => ({ user, answers, password: password(user) })),
      domain: DOMAIN,
      place,
      proxyPort: udp,
      ports: [others.shift() ?? 0, others.shift() ?? 0],
      ...sounds,
    });
    phones.push(phone);
    return phone;
  }
  try {
    const starting = [
      startPhone('tone', { sound: 440, media: 'browser' }, { tone: 'auto', silent: 'manual' }),
      startPhone('echo', { sound: 'echo', media: 'browser' }, { echo: 'manual' }),
      startPhone('bob', { sound: 660, ...relayedMedia(61_000) }, { bob: 'auto' }),
      startPhone('carol', { sound: 880, ...relayedMedia(63_000) }, { carol: 'auto' }),
    ] as const;
    // All of them are known to `close`, also where one does not come up.
    await Promise.allSettled(starting);
    const [tone, echo, bob, carol] = await Promise.all(starting);
    return {
      sip: accountOf('alice'),
      colleague: accountOf('colleague'),
      numbers: KAMAILIO_NUMBERS,
      udpPort: udp,
      numberOf: (port) => `+48601${port}`,
      transcodedNumberOf: (port) => `+48603${port}`,
      tone,
      echo,
      bob,
      carol,
      keysSentTo: (telephone) => relayedKeys(rtpengine.recordings, telephone),
      log: () => kamailio.log().slice(-800) || 'nothing',
      interrupt: () => kamailio.stop(),
      async restart() {
        kamailio = await startServer(configuration, runDir, ws, place);
        await Promise.all(phones.map((phone) => phone.register()));
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function startServer(
  configuration: string,
  runDir: string,
  port: number,
  { address, prefix }: Place,
) {
  const pidFile = join(runDir, 'kamailio.pid');
  const memory = ['-m', '32', '-M', '4'];
  const folders = ['-w', runDir, '-Y', runDir, '-P', pidFile];
  const args = ['-f', configuration, '-DD', '-E', ...memory, ...folders];
  const child = startChild('kamailio', args, join(runDir, 'kamailio.log'), 'TERM', prefix);
  await until('Kamailio listens', async () => {
    if (!child.running()) throw new Error(`Kamailio ended: ${child.log().slice(-800)}`);
    return (await listens(port, address)) || undefined;
  });
  return child;
}

/** Debian puts Kamailio's modules below the folder of the machine's architecture. */
export function modulesFolder(): string {
  const found = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join('/usr/lib', entry.name, 'kamailio/modules'))
    .find((folder) => {
      try {
        return readdirSync(folder).includes('websocket.so');
      } catch {
        return false;
      }
    });
  if (found === undefined)
    throw new Error('Kamailio’s WebSocket module is missing: install kamailio-websocket-modules');
  return `${found}/`;
}
