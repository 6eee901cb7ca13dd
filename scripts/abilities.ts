import { spawnSync } from 'node:child_process';

/** What a test may need of the machine that no package brings. */
const CHECKS = {
  /** Root, or a user who may make network namespaces. */
  'network namespaces': ['unshare', '--net', 'true'],
  /** The kernel’s module sch_netem: loses and delays packets. */
  'tc netem': ['unshare', '--net', 'tc', 'qdisc', 'add', 'dev', 'lo', 'root', 'netem', 'delay', '1ms'],
} as const;

export type Ability = keyof typeof CHECKS;

/** Those that this machine lacks; each is tried out. */
export function missingAbilities(): readonly Ability[] {
  const names: readonly Ability[] = ['network namespaces', 'tc netem'];
  return names.filter((name) => {
    const [command, ...words] = CHECKS[name];
    return spawnSync(command, words, { stdio: 'ignore' }).status !== 0;
  });
}
