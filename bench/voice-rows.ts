import type { PracticeWorld } from '../scripts/practice-world.ts';
import { startKamailio } from '../stand-ins/pbx/kamailio/start.ts';
import { callCost } from './call-cost.ts';
import { demoClicksToInvite, ECHO_NUMBER } from './click-to-invite.ts';
import { firstAudio } from './first-audio.ts';
import type { Measured } from './results.ts';
import { demoSubject, outdialSubject } from './voice-subjects.ts';

/** Fresh pages and ten quiet seconds each: a few are enough, and more would take too long. */
const COST_RUNS = 3;

/**
 * Outdial's voice page and a plain JsSIP page side by side: to the first sound, and what a call costs. Against the
 * practice PBX, and against Kamailio with a baresip where `kamailio` says that they are installed.
 */
export async function voiceRows(
  world: PracticeWorld,
  runs: number,
  kamailio: boolean,
): Promise<readonly Measured[]> {
  const demo = await demoSubject();
  const outdial = await outdialSubject();
  const subjects = [outdial, demo];
  const practice = { name: 'practice', account: world.pbx.sip, number: ECHO_NUMBER };
  try {
    return [
      await demoClicksToInvite(demo, world, runs),
      ...(await firstAudio(subjects, practice, runs)),
      ...(kamailio ? await throughKamailio() : []),
      ...(process.platform === 'linux' ? await callCost(subjects, practice, COST_RUNS) : []),
    ];
  } finally {
    await outdial.close();
    await demo.close();
  }

  async function throughKamailio(): Promise<readonly Measured[]> {
    const server = await startKamailio();
    try {
      const farEnd = { name: 'kamailio', account: server.sip, number: server.numbers.tone };
      return await firstAudio(subjects, farEnd, runs);
    } finally {
      await server.close();
    }
  }
}
