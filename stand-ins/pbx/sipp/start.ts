import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../kamailio/child.ts';
import { freePorts } from '../kamailio/free-ports.ts';
import { until } from '../until.ts';
import { GO_ON, type Step, scenario } from './scenario.ts';

const PATIENCE_MILLISECONDS = 60_000;
/** How long it waits for a message: longer than any test does. */
const RECEIVE_MILLISECONDS = 120_000;
/** In the words of a failure nobody's number. */
const NUMBER = /\d{5,}/g;

export interface SippParts {
  readonly steps: readonly Step[];
  /** Where to call; without it sipp waits to be called. */
  readonly proxyPort?: number;
  /** How many calls it makes or takes before it ends; 1 unless said. */
  readonly calls?: number;
  /** How many a second it makes, and how many at a time at most. */
  readonly rate?: number;
  readonly atOnce?: number;
}

/** sipp with one script, from Debian's package sip-tester: plain RTP, and it echoes the audio that it gets. */
export interface Sipp {
  /** Where it listens, UDP on loopback. */
  readonly port: number;
  /** Where it speaks RTP from. */
  readonly mediaPort: number;
  /** Resolves when all calls went as the script says; rejects with what went otherwise. */
  done(): Promise<void>;
  /** All messages it sent and got so far. */
  messages(): string;
  /** The same in a few words, and where it went otherwise than the script says: for the words of a failure. */
  story(): string;
  /** Whether something went otherwise than the script says. */
  failed(): boolean;
  /** Lets a script go on that has come to `untilTold`; its call must be the only one. */
  goOn(): Promise<void>;
  close(): Promise<void>;
}

/** Starts sipp on a port of its own choice; rejects when it does not come up. */
export async function startSipp(parts: SippParts): Promise<Sipp> {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-sipp-'));
  const script = join(folder, 'script.xml');
  const messageFile = join(folder, 'messages');
  const errorFile = join(folder, 'errors');
  writeFileSync(script, scenario(parts.steps));
  const [port = 0, media = 0] = await freePorts(2);
  const calls = parts.calls ?? 1;
  const child = startChild(
    'sipp',
    [
      ...(parts.proxyPort === undefined ? [] : [`127.0.0.1:${parts.proxyPort}`]),
      ...['-sf', script, '-i', '127.0.0.1', '-p', String(port), '-mp', String(media), '-rtp_echo'],
      ...['-m', String(calls), '-l', String(parts.atOnce ?? calls), '-r', String(parts.rate ?? 10)],
      ...['-nostdin', '-nd', '-recv_timeout', String(RECEIVE_MILLISECONDS), '-cid_str', '%u-%p@sipp'],
      ...['-trace_msg', '-message_file', messageFile, '-trace_err', '-error_file', errorFile],
    ],
    join(folder, 'screen'),
    'KILL',
  );
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const failed = (): boolean => !child.running() && child.exitCode() !== 0;
  const messages = (): string => read(messageFile);
  function story(): string {
    const said = [...messages().matchAll(/^(?:SIP\/2\.0 (\d+)|([A-Z]+) sips?:).*$/gm)];
    const words = said.map(([, status, method]) => status ?? method).join(', ') || 'nothing';
    const end = failed() ? `; it ended with ${child.exitCode()}: ${read(errorFile).slice(0, 3000)}` : '';
    return `sipp sent and got: ${words}${end.replace(NUMBER, '…')}`;
  }
  return {
    port,
    mediaPort: media,
    async done() {
      await until(
        () => `the end of sipp’s script. ${story()}`,
        () => !child.running() || undefined,
        PATIENCE_MILLISECONDS,
      );
      if (failed()) throw new Error(story());
    },
    messages,
    story,
    failed,
    goOn: () => tell(port, /^Call-ID: (.*?)\r?$/m.exec(messages())?.[1] ?? ''),
    async close() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A request in sipp's call, which it takes from anybody. */
async function tell(port: number, callId: string): Promise<void> {
  const lines = [
    `${GO_ON} sip:far@127.0.0.1:${port} SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKgo-on',
    'From: <sip:test@sip.test>;tag=test',
    'To: <sip:far@sip.test>',
    `Call-ID: ${callId}`,
    `CSeq: 1 ${GO_ON}`,
    'Content-Length: 0',
  ];
  const socket = createSocket('udp4');
  const message = `${lines.join('\r\n')}\r\n\r\n`;
  await new Promise<void>((resolve, reject) =>
    socket.send(message, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
  );
  socket.close();
}
