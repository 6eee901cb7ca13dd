import type { ElectronApplication } from '@playwright/test';
import type { PracticeWorld } from '../scripts/practice-world.ts';
import { now, until } from '../scripts/until.ts';
import { clickCall, initiatedAccepted } from './links.ts';
import { type Measured, UNITS } from './results.ts';

interface ListeningProcess {
  outdialBench?: { arrivals: number[] };
}

/**
 * A link that reaches the running application through a process of its own, `runs` times: until it is
 * there, and from there until Outreach has accepted `initiated` and until the phone system has the INVITE.
 *
 * @param open starts the second process with a link; resolves when that process is gone
 */
export async function warmLinks(
  app: ElectronApplication,
  world: PracticeWorld,
  open: (link: string) => Promise<unknown>,
  runs: number,
): Promise<readonly Measured[]> {
  await listen(app);
  const second: number[] = [];
  const accepted: number[] = [];
  const invited: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const { link, callId } = clickCall(world.outreach);
    const started = now();
    const gone = open(link);
    const acceptedAt = await initiatedAccepted(world.outreach, callId);
    const invitedAt = await until('the INVITE', () => {
      return world.pbx.journal().find(({ event, at }) => event === 'INVITE' && at > started)?.at;
    });
    const arrivedAt = await until('the link in the running application', () => lastArrival(app, started));
    if (run >= 0) {
      second.push(arrivedAt - started);
      accepted.push(acceptedAt - arrivedAt);
      invited.push(invitedAt - arrivedAt);
    }
    await gone;
    await ended(world, callId);
  }
  return [
    { name: 'link-to-accepted-warm', unit: UNITS.ms, values: accepted },
    { name: 'link-to-invite-warm', unit: UNITS.ms, values: invited },
    { name: 'second-process-start', unit: UNITS.ms, values: second },
  ];
}

/** Writes down when links arrive, before the application's own listener gets to work. */
function listen(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ app: electronApp }) => {
    const arrivals: number[] = [];
    (globalThis as ListeningProcess).outdialBench = { arrivals };
    electronApp.prependListener('second-instance', () => {
      arrivals.push(performance.timeOrigin + performance.now());
    });
  });
}

function lastArrival(app: ElectronApplication, since: number): Promise<number | undefined> {
  return app.evaluate(
    (_electron, after) =>
      (globalThis as ListeningProcess).outdialBench?.arrivals.find((arrival) => arrival > after),
    since,
  );
}

/** Ends the call at the phone system, and waits until Outreach has its final state. */
async function ended({ outreach, pbx }: PracticeWorld, callId: string): Promise<void> {
  await until('the end of the call', () => {
    pbx.hangUp(); // again and again: the first INVITE is only answered by a challenge
    const state = outreach.calls().find(({ uid }) => uid === callId)?.state;
    return state !== undefined && state !== 'initiated' && state !== 'ringing' && state !== 'in progress';
  });
}
