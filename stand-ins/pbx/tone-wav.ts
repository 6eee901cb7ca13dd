import { readFileSync, writeFileSync } from 'node:fs';
import { sine } from './tone.ts';

const HEADER_BYTES = 44;

/**
 * Writes a WAV file (RIFF, PCM, 16-bit, mono) with a pure tone: what Chromium's
 * `--use-file-for-fake-audio-capture` plays as the microphone, over and over.
 * A whole number of periods makes the repeat inaudible: use whole seconds.
 */
export function writeToneWav(path: string, hertz: number, seconds: number, rate = 48_000): void {
  const samples = sine(hertz, rate, rate * seconds);
  const header = Buffer.alloc(HEADER_BYTES);
  const bytes = samples.length * 2;
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
}

export interface Recording {
  readonly rate: number;
  /** The first channel. */
  readonly samples: Int16Array;
}

/**
 * Reads a 16-bit PCM WAV file. One that is still being written says a length of 0 in its header: everything
 * after the header counts. Throws on any other kind of file.
 */
export function readWav(path: string): Recording {
  const file = readFileSync(path);
  if (file.toString('latin1', 0, 4) !== 'RIFF') throw new Error(`${path} is not a WAV file`);
  let at = 12;
  let rate = 0;
  let channels = 1;
  while (at + 8 <= file.length) {
    const chunk = file.toString('latin1', at, at + 4);
    if (chunk === 'data') break;
    if (chunk === 'fmt ') {
      channels = file.readUInt16LE(at + 10);
      rate = file.readUInt32LE(at + 12);
    }
    at += 8 + file.readUInt32LE(at + 4);
  }
  const start = at + 8;
  const frames = Math.max(Math.floor((file.length - start) / (2 * channels)), 0);
  const samples = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame += 1)
    samples[frame] = file.readInt16LE(start + frame * 2 * channels);
  return { rate, samples };
}
