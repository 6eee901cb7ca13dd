import { createWriteStream, openSync, readSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CommandOptions, runCommand, STILL_MS } from '../run-command.ts';
import { startProgressLine } from './progress-line.ts';
import {
  createTally,
  type Ending,
  type SkippedTest,
  type SuiteResult,
  singleResult,
} from './suite-result.ts';
import { EVENTS_FILE, readEvents } from './test-events.ts';

/** What a test that takes minutes prints begins with this where it only says how far it is: a sign of life, no figure. */
const STEP = '… ';

export interface Suite {
  /** A word or two: it names the suite's line and its files. */
  readonly name: string;
  /** A program of node_modules/.bin, and its arguments. */
  readonly tool: string;
  readonly args: readonly string[];
  readonly env?: CommandOptions['env'];
  /** How long it takes where nothing else is done, in seconds: said to whoever waits. */
  readonly usually: number;
  /** Whether it tells its tests one by one, through one of the reporters here; else it is a single yes or no. */
  readonly tells: boolean;
  /** What was left out before the tool was started. */
  readonly skipped?: readonly SkippedTest[];
  /** Without a sign of life for this long it is ended, in milliseconds. */
  readonly stillMs?: number;
  /** Prints a line for whoever waits; on the console unless told otherwise. */
  readonly say?: (line: string) => void;
}

/**
 * Runs one suite, showing a line of where it is, and counts what it tells as it comes: one that is ended by force still
 * says what passed. Its whole output goes to `.cache/test/<name>.log`.
 *
 * @param root the project's folder
 */
export async function runSuite(root: string, suite: Suite): Promise<SuiteResult> {
  const {
    name,
    tool,
    args,
    env,
    usually,
    tells,
    skipped = [],
    stillMs = STILL_MS,
    say = console.log,
  } = suite;
  const folder = join(root, '.cache/test');
  await mkdir(folder, { recursive: true });
  const file = (ending: string): string => join(folder, `${name.replaceAll(' ', '-')}.${ending}`);
  const log = createWriteStream(file('log'));
  const tally = createTally();
  const events = followEvents(file('ndjson'));
  let planned = 0;
  const said: string[] = [];
  let step = '';
  const look = (): number => {
    for (const event of events.read()) {
      tally.take(event);
      if (event.type === 'planned') planned += 1;
      if (event.type === 'opened') planned -= 1;
      if (event.type === 'said' && event.text.startsWith(STEP)) step = event.text.slice(STEP.length);
      else if (event.type === 'said') said.push(event.text);
    }
    return events.bytes();
  };

  const place = (): string => {
    look();
    const { over, failed } = tally.soFar();
    if (!tells) return '';
    const parts = [`${over} of ${Math.max(planned, over)} tests`, failed > 0 ? `${failed} failed` : '', step];
    return parts.filter((part) => part !== '').join(', ');
  };
  const line = startProgressLine({ name, usually, place, say });
  const outcome = await runCommand(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    env: { ...env, [EVENTS_FILE]: file('ndjson') },
    stillMs,
    signs: look,
    onOutput: (text) => log.write(text),
  });
  log.end();
  look();
  const ending: Ending = {
    code: outcome.code,
    output: outcome.output,
    killed: outcome.stoodStill ? `stood still for ${Math.round(stillMs / 1_000)} s and was ended` : undefined,
  };
  const counted = tells ? tally.result(name, ending) : singleResult(name, ending);
  const result = { ...counted, skipped: [...counted.skipped, ...skipped] };
  line.end(inShort(result, tells));
  for (const text of said) say(text.replaceAll(/^/gm, '    '));
  return result;
}

function inShort({ passed, failures, skipped }: SuiteResult, tells: boolean): string {
  if (!tells) return failures.length > 0 ? 'FAILED' : 'passed';
  const left = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return failures.length > 0
    ? `${failures.length} FAILED, ${passed} passed${left}`
    : `${passed} passed${left}`;
}

/** Reads a file of events as it grows, from nothing. */
function followEvents(file: string) {
  rmSync(file, { force: true });
  const handle = openSync(file, 'a+');
  const chunk = Buffer.alloc(1 << 20);
  let bytes = 0;
  let rest = Buffer.alloc(0);
  return {
    bytes: () => bytes,
    read() {
      for (;;) {
        const length = readSync(handle, chunk, 0, chunk.length, bytes);
        if (length === 0) break;
        bytes += length;
        rest = Buffer.concat([rest, chunk.subarray(0, length)]);
      }
      // A line that is not whole yet may end within a character: it stays in bytes.
      const end = rest.lastIndexOf(10) + 1;
      const events = readEvents(rest.subarray(0, end).toString());
      rest = rest.subarray(end);
      return events;
    },
  };
}
