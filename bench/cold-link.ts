import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { now } from '../scripts/until.ts';
import type { OutreachStandIn } from '../stand-ins/outreach/start-outreach.ts';
import type { StartCommand } from './first-paint.ts';
import { clickCall, initiatedAccepted } from './links.ts';

/**
 * Milliseconds from the start of the process, with a link of Outreach's as its argument, until Outreach
 * has accepted `initiated`. The process is killed after it: its profile must not be used again.
 */
export async function coldLink(command: StartCommand, outreach: OutreachStandIn): Promise<number> {
  const { link, callId } = clickCall(outreach);
  const started = now();
  const child = spawn(command.executable, [...command.args, link], { env: command.env, stdio: 'ignore' });
  const gone = once(child, 'exit');
  try {
    return (await initiatedAccepted(outreach, callId)) - started;
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}
