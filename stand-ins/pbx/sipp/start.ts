import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../kamailio/child.ts';
import { freePorts } from '../kamailio/free-ports.ts';
import { until } from '../until.ts';
import { type Step, scenario } from './scenario.ts';

const PATIENCE_MILLISECONDS = 30_000;

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
  /** Resolves when all calls went as the script says; rejects with what went otherwise. */
  done(): Promise<void>;
  /** All messages it sent and got so far. */
  messages(): string;
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
      ...['-nostdin', '-nd', '-recv_timeout', '20000', '-cid_str', '%u-%p@sipp'],
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
  return {
    port,
    async done() {
      await until('sipp is done', () => !child.running() || undefined, PATIENCE_MILLISECONDS);
      if (child.exitCode() === 0) return;
      throw new Error(`sipp ended with ${child.exitCode()}: ${read(errorFile).slice(0, 3000)}`);
    },
    messages: () => read(messageFile),
    async close() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
