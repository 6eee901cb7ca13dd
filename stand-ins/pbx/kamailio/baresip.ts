import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGrowingFiles } from '../growing-files.ts';
import { LOOPBACK, type Place } from '../netns/place.ts';
import { type PortRange, relayedAudio } from '../rtpengine/relayed-audio.ts';
import { type Recording, readWav } from '../tone-wav.ts';
import { until } from '../until.ts';
import { startChild } from './child.ts';
import { type BaresipEvent, openControl } from './control.ts';
import { fill } from './fill.ts';

export interface BaresipAccount {
  readonly user: string;
  readonly password: string;
  readonly answers: 'auto' | 'manual';
}

export interface BaresipParts {
  readonly folder: string;
  readonly accounts: readonly BaresipAccount[];
  readonly domain: string;
  /** Loopback unless said. */
  readonly place?: Place;
  readonly proxyPort: number;
  /** SIP, control, and the first of the ports for media. */
  readonly ports: readonly [number, number];
  /** Hertz of the tone that everybody hears from it, or back what it hears. */
  readonly sound: number | 'echo';
  /** `browser`: ICE, DTLS-SRTP and opus, as browsers speak. Otherwise plain RTP with PCMU. */
  readonly media: 'browser' | 'plain';
  /** A relay that records what goes through it: baresip 1.0 itself records nothing any more once it was on hold. */
  readonly relay?: { readonly rtpPorts: PortRange; readonly recordings: string };
}

/** A telephone without a face. */
export interface Baresip {
  /** Registers its accounts again: after the registrar was restarted, say. */
  register(): Promise<void>;
  command(name: string, parameters?: string): Promise<string>;
  events(): readonly BaresipEvent[];
  /** All keys it has heard so far, in order. */
  digits(): string;
  /** Where it speaks RTP from, behind a relay. */
  readonly rtpPorts: PortRange | undefined;
  /** What it heard in each call that is over or still on, the oldest first. */
  recordings(): readonly Recording[];
  close(): Promise<void>;
}

/** Starts it and waits until all its accounts are registered; rejects with its own words when it ends before. */
export async function startBaresip(parts: BaresipParts): Promise<Baresip> {
  const { folder, sound, domain, media, relay, place = LOOPBACK } = parts;
  const name = basename(folder);
  const [sipPort, controlPort] = parts.ports;
  mkdirSync(folder, { recursive: true });
  const accounts = parts.accounts.map(({ user, password, answers }) =>
    [
      `<sip:${user}@${domain};transport=udp>`,
      `outbound="sip:${place.address}:${parts.proxyPort};transport=udp"`,
      `auth_user=${user};auth_pass=${password};regint=120;answermode=${answers}`,
      `audio_codecs=${media === 'browser' ? 'opus/48000/2,pcmu,pcma' : 'pcmu'};ptime=20`,
      ...(media === 'browser' ? ['medianat=ice;mediaenc=dtls_srtp'] : []),
    ].join(';'),
  );
  writeFileSync(join(folder, 'accounts'), `${accounts.join('\n')}\n`);
  writeFileSync(join(folder, 'contacts'), '');
  const template = readFileSync(join(import.meta.dirname, 'baresip.config'), 'utf8');
  const tone = sound !== 'echo';
  const config = fill(template, {
    ADDRESS: place.address,
    SIP_PORT: sipPort,
    CONTROL_PORT: controlPort,
    RTP_PORTS: relay === undefined ? '1024-65535' : `${relay.rtpPorts.first}-${relay.rtpPorts.last}`,
    PLAYER: tone ? 'aubridge,sink' : 'aubridge,A',
    SOURCE: tone ? `ausine,${sound}` : 'aubridge,A',
    RECORDING: tone && relay === undefined ? `module sndfile.so\nsnd_path ${folder}` : '',
    APPLICATION: tone ? 'module_app auloop.so' : 'module_app echo.so',
  });
  writeFileSync(join(folder, 'config'), config);

  const child = startChild('baresip', ['-f', folder], join(folder, 'log'), 'KILL', place.prefix);
  const control = await until(`baresip (${name}) listens`, async () => {
    if (!child.running()) throw new Error(`baresip ended: ${child.log().slice(-500)}`);
    return openControl(controlPort, place.address).catch(() => undefined);
  }).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  });
  const registered = () =>
    until(`baresip (${name}) is registered`, async () => {
      const info = await control.command('reginfo');
      return info.match(/OK /g)?.length === parts.accounts.length || undefined;
    });
  await registered();
  return {
    async register() {
      await control.command('uareg', '120 0');
      await registered();
    },
    command: control.command,
    events: control.events,
    digits: () =>
      control
        .events()
        .filter(({ type }) => type === 'CALL_DTMF_START')
        .map(({ param }) => param)
        .join(''),
    rtpPorts: relay?.rtpPorts,
    recordings: relay === undefined ? ownAudio(folder) : relayedAudio(relay.recordings, relay.rtpPorts),
    async close() {
      control.close();
      await child.stop();
    },
  };
}

/** What it recorded itself, call by call. */
function ownAudio(folder: string): () => readonly Recording[] {
  const heardIn = createGrowingFiles(readWav);
  return () =>
    readdirSync(folder)
      .filter((file) => file.endsWith('-dec.wav'))
      .sort()
      .map((file) => heardIn(join(folder, file)));
}
