import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_PROSPECTS } from '../../stand-ins/outreach/organisation.ts';
import { type OutreachStandIn, startOutreach } from '../../stand-ins/outreach/start-outreach.ts';
import { accountOf } from '../secrets/open-secrets.ts';
import { openDatabase } from '../storage/database.ts';
import { buildHeadless, type Program } from './headless/build.ts';
import { createFileSecrets } from './headless/file-secrets.ts';
import { type Headless, launchHeadless } from './headless/launch.ts';
import { FAR_ENDS } from './headless/scripted-carrier.ts';
import { openWorld, type World } from './headless/world.ts';

// Profiles that can't be written to, as an administrator's mistake or a full disk leave them; for the whole product.

const NOBODY = 65_534;
const TIME = { speed: 20, pace: 60 };
const WHOLE_CALL = ['initiated', 'ringing', 'in progress', 'completed'];
const isRoot = process.getuid?.() === 0;
/** Root may write anywhere; only root can start a program as somebody who may not. */
const canBeNobody =
  isRoot && spawnSync(process.execPath, ['-e', ''], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0;
const canMount = isRoot && process.platform === 'linux' && triesToMount();

let program: Program;
let outreach: OutreachStandIn;
let folder: string;
let world: World;
const [somebody] = DEFAULT_PROSPECTS;
const number = Object.entries(FAR_ENDS).find(([, what]) => what === 'answers')?.[0];

beforeAll(async () => {
  program = await buildHeadless();
  if (somebody === undefined || number === undefined) throw new Error('Nobody answers.');
  const prospect = { ...somebody, id: 1, number, extension: '12' };
  outreach = await startOutreach({ prospects: [prospect], switches: { initiatedWindowMs: 600_000 } });
  folder = mkdtempSync(join(tmpdir(), 'outdial-broken-disk-'));
  chmodSync(folder, 0o755);
  world = await openWorld(program.file, outreach, TIME);
});
afterAll(async () => {
  await world.close();
  await outreach.close();
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A whole call to somebody who answers; returns what Outreach has of it, and what the rep was told of. */
async function call(outdial: Headless) {
  const { link, callId } = outreach.click(1);
  outdial.send({ type: 'open', link, times: 1 });
  const rest = await outdial.next(
    'rest',
    ({ up, owed, latest }) => up === 0 && owed === 0 && latest === link,
  );
  outdial.send({ type: 'report' });
  const report = await outdial.next('report');
  if (rest === 'dead' || report === 'dead') throw new Error('Outdial died.');
  const history = outreach.calls().find(({ uid }) => uid === callId)?.history ?? [];
  return {
    states: history.map(({ state }) => state),
    troubles: report.troubles,
    stored: report.calls.length,
  };
}

test.runIf(canBeNobody).each([
  ['left by a crash', false],
  ['closed in order', true],
])(
  'a profile that may only be read (folder 0500, database 0400), %s: calls go on, the rep is told, Outreach is told',
  async (_how, inOrder) => {
    chmodSync(world.profile, 0o700);
    const first = world.replace();
    expect(await call(first)).toMatchObject({ states: WHOLE_CALL, troubles: [] });
    first.kill();
    await first.gone();
    if (inOrder) openDatabase(join(world.profile, 'outdial.db')).close();

    // The project's own folder may be closed to others.
    cpSync(dirname(program.file), join(folder, 'program'), { recursive: true });
    for (const name of readdirSync(world.profile)) {
      chownSync(join(world.profile, name), NOBODY, NOBODY);
      chmodSync(join(world.profile, name), 0o400);
    }
    chownSync(world.profile, NOBODY, NOBODY);
    chmodSync(world.profile, 0o500);
    const outdial = launchHeadless(join(folder, 'program', basename(program.file)), NOBODY);
    outdial.start({ profile: world.profile, settings: outreach.settings, since: Date.now(), ...TIME });
    try {
      for (let calls = 1; calls <= 2; calls += 1) {
        const { states, troubles } = await call(outdial);
        expect(states).toEqual(WHOLE_CALL);
        expect(troubles[0]).toBe('database-unavailable');
      }
    } finally {
      outdial.kill();
      await outdial.gone();
    }
  },
);

test.runIf(canMount)(
  'a disk that is really full while calls are made: they go on, told to the rep and to Outreach; with room again they are kept',
  async () => {
    const disk = join(folder, 'small');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    const outdial = launchHeadless(program.file);
    try {
      const account = accountOf(outreach.settings.clientId, disk);
      await createFileSecrets(disk).set(account, world.newSignIn(Date.now()));
      outdial.start({ profile: disk, settings: outreach.settings, since: Date.now(), ...TIME });
      expect(await call(outdial)).toMatchObject({ states: WHOLE_CALL, troubles: [], stored: 1 });
      fill(join(disk, 'somebody-elses.bin'));
      const full = await call(outdial);
      expect(full.states).toEqual(WHOLE_CALL);
      expect(full.troubles).toContain('not-stored');
      rmSync(join(disk, 'somebody-elses.bin'));
      const after = await call(outdial);
      expect(after.states).toEqual(WHOLE_CALL);
      expect(after.stored).toBeGreaterThan(1);
    } finally {
      outdial.kill();
      await outdial.gone();
      execFileSync('umount', [disk]);
    }
  },
);

/** Takes what room is left, to the last byte. */
function fill(file: string): void {
  let size = 2 ** 20;
  let written = Buffer.alloc(0);
  while (size >= 1) {
    const more = Buffer.concat([written, Buffer.alloc(size)]);
    try {
      writeFileSync(file, more);
      written = more;
    } catch {
      // Too much: half of it, until nothing fits.
      size = Math.floor(size / 2);
    }
  }
}

function triesToMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'outdial-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at]).status === 0;
  if (mounted) spawnSync('umount', [at]);
  rmSync(at, { recursive: true, force: true });
  return mounted;
}
