import { spawnSync } from 'node:child_process';

const PROBE = `outdial-probe-${process.pid}`;

/** What a test may need of the machine that no package brings, and how it is tried out. */
const CHECKS = {
  /** Root, and a kernel and a file system that let `ip netns` make one and enter it; some containers don't. */
  'network namespaces': `ip netns add ${PROBE} && ip netns exec ${PROBE} true; tried=$?; ip netns delete ${PROBE}; exit $tried`,
  /** The kernel’s module sch_netem: loses and delays packets. */
  'tc netem': 'unshare --net tc qdisc add dev lo root netem delay 1ms',
} as const;

export type Ability = keyof typeof CHECKS;

/** Those that this machine lacks; each is tried out. */
export function missingAbilities(): readonly Ability[] {
  const names: readonly Ability[] = ['network namespaces', 'tc netem'];
  return names.filter((name) => spawnSync('sh', ['-c', CHECKS[name]], { stdio: 'ignore' }).status !== 0);
}
