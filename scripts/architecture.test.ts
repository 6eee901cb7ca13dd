import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, sourceFiles } from './source-files.ts';

// The rules of the house that neither the compiler nor the linter can check.

const files = sourceFiles();
const naming = (pattern: RegExp, allowed: (path: string) => boolean = () => false): readonly string[] =>
  files
    .filter(
      ({ path, text }) => !allowed(path) && path !== 'scripts/architecture.test.ts' && pattern.test(text),
    )
    .map(({ path }) => path);

test('the rooms are there to be looked at', () => {
  for (const room of ['app', 'main', 'renderer', 'stand-ins', 'scripts'])
    expect(files.filter(({ path }) => path.startsWith(`${room}/`)).length, room).toBeGreaterThan(3);
});

test('no file is longer than 300 lines', () => {
  const long = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
});

test('no file is called after nothing in particular', () => {
  const vague = /(^|[-./])(utils?|helpers?|manager|service|common|base)([-./]|$)/;
  expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
});

test('Electron is imported by files directly in main/ only, and by what plays or drives Electron', () => {
  const outside = (path: string) =>
    /^main\/[^/]+$|^stand-ins\/electron\/|^e2e\/|^bench\/|^scripts\/import-rules\.test\.ts$/.test(path);
  expect(naming(/from 'electron(\/\w+)?'|require\('electron|import\('electron/, outside)).toEqual([]);
});

const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import) ?\(?'([^']+)'/g)].map(([, from = '']) => from);

test('a folder of main/ is plain Node: it imports no file that imports Electron', () => {
  const electrical = files.filter(({ text }) => importsOf(text).includes('electron')).map(({ path }) => path);
  const inFolders = files.filter(({ path }) => /^main\/[^/]+\//.test(path) && !path.endsWith('.test.ts'));
  const wrong = inFolders.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((from) => electrical.includes(posix.join(path, '..', from)))
      .map((from) => `${path} imports ${from}`),
  );
  expect(electrical.length).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
});

test('a page imports app/, its own room and the packages it is made of', () => {
  const packages = /^(react|react-dom|zustand|jssip|@noble\/hashes|libphonenumber-js)(\/|$)/;
  const pages = files.filter(({ path }) => path.startsWith('renderer/') && !/\.test\.tsx?$/.test(path));
  const others = pages.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((from) => !from.startsWith('.') && !packages.test(from))
      .map((from) => `${path} imports ${from}`),
  );
  expect(pages.length).toBeGreaterThan(3);
  expect(others).toEqual([]);
});

test('raw IPC is named in the IPC server and the preload only', () => {
  const doors = (path: string) =>
    /^main\/(ipc-server|preload)\.ts$|^stand-ins\/electron\/|^e2e\/|\.test\.ts$/.test(path);
  expect(naming(/\bipc(Main|Renderer)\b/, doors)).toEqual([]);
});

test('the product requires nothing at run time past the import rules, and names what it uses of Electron', () => {
  const outside = (path: string) => !/^(app|main|renderer)\//.test(path) || path.endsWith('.test.ts');
  // e2e and proofs run code inside the product; the product itself never needs these.
  expect(naming(/\bcreateRequire\b|\bgetBuiltinModule\b|\brequire\(/, outside)).toEqual([]);
  expect(naming(/import (type )?(\* as )?\w+ from 'electron'/, outside)).toEqual([]);
});

test('no test is left out or singled out; what a machine lacks is told with its reason', () => {
  const tests = /\b(it|test|describe|suite)(\.\w+)*\.(only|todo|fixme)\b/;
  const unconditional = /\b(it|test|describe|suite)(\.\w+)*\.skip\b(?!\([^'"`()\s][^\n]*,)/;
  expect(naming(tests)).toEqual([]);
  expect(naming(unconditional)).toEqual([]);
});

test('no module is mocked, no rule of the compiler or the linter is switched off', () => {
  expect(naming(/\bvi\.(do)?[mM]ock\(/)).toEqual([]);
  expect(naming(/@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/)).toEqual([]);
});

test('imports name their file: no barrels, no aliases, no default exports of our own', () => {
  expect(files.map(({ path }) => path).filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([]);
  expect(naming(/^export \* from/m)).toEqual([]);
  // Tools ask for them: each its configuration, and Playwright its reporter.
  const asked = /^[^/]+\.config\.ts$|^scripts\/suites\/playwright-reporter\.ts$/;
  expect(naming(/^export default/m, (path) => asked.test(path))).toEqual([]);
});

test('every room is a project of its own, and all of them are built together', () => {
  const { references } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[];
  };
  const rooms = globSync('*/tsconfig.json', { cwd: ROOT, exclude: ['node_modules'] });
  const missing = rooms
    .map((file) => file.replace(/[\\/]tsconfig\.json$/, ''))
    .filter((room) => !references.some(({ path }) => path === room));
  expect(missing).toEqual([]);
});

test('package.json keeps to nine scripts, package-lock.json to no registry in particular', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
  expect(Object.keys(scripts).length).toBeLessThanOrEqual(9);
  expect(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).not.toMatch(
    /"resolved"|https?:\/\/registry\./,
  );
});
