import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runCommand } from './run-command.ts';
import { ROOT } from './source-files.ts';

// A deliberate wrong import in each room must fail. The probes are linted and compiled under the
// project's own biome.json and tsconfig files, in a folder of their own.

type Probe = readonly [file: string, source: string];

const REFUSED_IMPORTS: readonly Probe[] = [
  ['app/calls/probe.ts', `import x from 'node:fs';`],
  ['app/calls/probe.ts', `import x from 'react';`],
  ['app/calls/probe.ts', `import x from 'electron';`],
  ['app/calls/probe.ts', `import x from '../../main/calls/desk.ts';`],
  ['app/probe.ts', `import x from '../renderer/dialer/store.ts';`],
  ['app/probe.ts', `import x from '../stand-ins/outreach/start-outreach.ts';`],
  ['main/calls/probe.ts', `import { app as x } from 'electron';`],
  ['main/calls/probe.test.ts', `import { app as x } from 'electron';`],
  ['main/calls/probe.ts', `import x from '../../renderer/dialer/store.ts';`],
  ['main/calls/probe.ts', `import x from '../../stand-ins/outreach/start-outreach.ts';`],
  ['main/probe.ts', `import x from '../renderer/dialer/store.ts';`],
  ['main/probe.ts', `import x from '../stand-ins/outreach/start-outreach.ts';`],
  ['main/probe.ts', `import { ipcMain as x } from 'electron';`],
  ['main/probe.ts', `import { ipcRenderer as x } from 'electron';`],
  ['renderer/dialer/probe.ts', `import { ipcRenderer as x } from 'electron';`],
  ['renderer/dialer/probe.ts', `import x from 'node:fs';`],
  ['renderer/dialer/probe.ts', `import x from '../../main/calls/desk.ts';`],
  ['renderer/voice/probe.ts', `import x from '../../stand-ins/pbx/practice/start.ts';`],
  ['renderer/voice/probe.ts', `import x from '../dialer/state/dialer-store.ts';`],
  ['renderer/dialer/state/probe.ts', `import x from '../../voice/leg.ts';`],
  ['main/calls/probe.ts', `import * as x from 'electron';`],
  ['stand-ins/outreach/probe.ts', `import x from '../../main/calls/desk.ts';`],
  ['stand-ins/outreach/probe.ts', `import x from '../../renderer/dialer/store.ts';`],
  ['e2e/probe.ts', `import x from '../main/calls/desk.ts';`],
];

const ALLOWED_IMPORTS: readonly Probe[] = [
  ['app/calls/probe.ts', `import { z as x } from 'zod';`],
  ['app/calls/probe.ts', `import x from '../tel/tel-uri.ts';`],
  ['main/calls/probe.ts', `import x from '../../app/calls/call.ts';`],
  ['main/calls/probe.test.ts', `import x from '../../stand-ins/outreach/start-outreach.ts';`],
  ['main/probe.ts', `import { app as x } from 'electron';`],
  ['main/ipc-server.ts', `import { ipcMain as x } from 'electron';`],
  ['main/preload.ts', `import { ipcRenderer as x } from 'electron';`],
  ['renderer/dialer/probe.ts', `import x from '../../app/ipc/contract.ts';`],
  ['renderer/dialer/probe.ts', `import x from '../../app/voice/carrier.ts';`],
  ['renderer/voice/probe.ts', `import x from '../../app/voice/carrier.ts';`],
  ['renderer/voice/parts/probe.ts', `import x from '../leg.ts';`],
  ['e2e/probe.ts', `import x from '../stand-ins/outreach/start-outreach.ts';`],
];

/** What a room's compiler must not know, and what it must. */
const REFUSED_GLOBALS: readonly Probe[] = [
  ['app', 'process.cwd()'],
  ['app', 'Buffer.from("")'],
  ['app', 'document.title'],
  ['app', 'window.name'],
  ['app', 'fetch("")'],
  ['app', 'setTimeout(() => {}, 1)'],
  ['app', 'console.log("")'],
  ['renderer', 'process.cwd()'],
  ['renderer', 'Buffer.from("")'],
  ['main', 'document.title'],
  ['main', 'window.name'],
  ['stand-ins', 'document.title'],
];

const ALLOWED_GLOBALS: readonly Probe[] = [
  ['app', 'Promise.withResolvers<void>()'],
  ['app', 'Object.groupBy([1], () => "a")'],
  ['renderer', 'document.title'],
  ['main', 'process.cwd()'],
  ['stand-ins', 'Buffer.from("")'],
  ['e2e', 'document.title'],
];

let folder: string;
let lintFolder: string;
beforeAll(async () => {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  // Inside the project, where the compiler finds the packages' types.
  folder = await mkdtemp(join(ROOT, '.cache/rules-'));
  // Outside of it: whatever .gitignore names is not linted.
  lintFolder = await mkdtemp(join(tmpdir(), 'outdial-rules-'));
});
afterAll(async () => {
  for (const made of [folder, lintFolder]) await rm(made, { recursive: true, force: true });
});

async function write(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const tool = (name: string, args: readonly string[], cwd: string) =>
  runCommand(join(ROOT, 'node_modules/.bin', name), args, { cwd });

describe("the linter's import rules", () => {
  const report = z.object({
    diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })),
  });
  let broken: Set<string>;
  const at = (kind: string, index: number, file: string) => join(`${kind}-${index}`, file);

  beforeAll(async () => {
    const all = [
      ...REFUSED_IMPORTS.map(([file, source], index) => [at('no', index, file), source] as const),
      ...ALLOWED_IMPORTS.map(([file, source], index) => [at('yes', index, file), source] as const),
    ];
    for (const [path, source] of all) await write(lintFolder, path, `${source}\nx;\n`);
    broken = new Set();
    // One run per probe's own root, since the rules name rooms by their path from biome.json.
    for (const root of new Set(all.map(([path]) => path.split('/')[0] ?? ''))) {
      await cp(join(ROOT, 'biome.json'), join(lintFolder, root, 'biome.json'));
      await cp(join(ROOT, '.gitignore'), join(lintFolder, root, '.gitignore'));
      const { output } = await tool('biome', ['lint', '--reporter=json', '.'], join(lintFolder, root));
      // Biome's own words go to stderr; they may end up before the report on its very line.
      const json = /\{"summary".*\}/.exec(output)?.[0];
      if (json === undefined) throw new Error(`Biome gave no report: ${output.slice(0, 2000)}`);
      for (const { category, location } of report.parse(JSON.parse(json)).diagnostics)
        if (category === 'lint/style/noRestrictedImports') broken.add(join(root, location.path));
    }
  });

  test.each(REFUSED_IMPORTS.map((probe, index) => [...probe, index] as const))(
    '%s may not say %s',
    (file, _source, index) => {
      expect(broken).toContain(at('no', index, file));
    },
  );

  test.each(ALLOWED_IMPORTS.map((probe, index) => [...probe, index] as const))(
    '%s may say %s',
    (file, _source, index) => {
      expect(broken).not.toContain(at('yes', index, file));
    },
  );
});

describe("the compiler's rooms", () => {
  let errors: string;
  const at = (kind: string, room: string, index: number) => `${room}-${kind}-${index}.ts`;

  beforeAll(async () => {
    errors = '';
    for (const room of new Set([...REFUSED_GLOBALS, ...ALLOWED_GLOBALS].map(([name]) => name))) {
      const probes = (kind: string, all: readonly Probe[]) =>
        all.flatMap(([name, source], index) =>
          name === room ? [[at(kind, room, index), source] as const] : [],
        );
      const mine = [...probes('no', REFUSED_GLOBALS), ...probes('yes', ALLOWED_GLOBALS)];
      for (const [path, source] of mine) await write(folder, path, `export const x = ${source};\n`);
      const compilerOptions = {
        composite: false,
        declaration: false,
        emitDeclarationOnly: false,
        noEmit: true,
      };
      const project = {
        extends: join(ROOT, room, 'tsconfig.json'),
        compilerOptions,
        include: mine.map(([path]) => path),
      };
      await write(folder, `${room}.json`, JSON.stringify(project));
      errors += (await tool('tsc', ['-p', `${room}.json`, '--pretty', 'false'], folder)).output;
    }
  });

  test.each(REFUSED_GLOBALS.map((probe, index) => [...probe, index] as const))(
    '%s does not know %s',
    (room, _source, index) => {
      expect(errors).toContain(`${at('no', room, index)}(`);
    },
  );

  test.each(ALLOWED_GLOBALS.map((probe, index) => [...probe, index] as const))(
    '%s knows %s',
    (room, _source, index) => {
      expect(errors).not.toContain(`${at('yes', room, index)}(`);
    },
  );
});
