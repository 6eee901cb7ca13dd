import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PRACTICE_NUMBERS } from '../stand-ins/pbx/practice/numbers.ts';
import { ROOT } from './source-files.ts';

const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const readme = text('README.md');

test("README's practice numbers are those the practice phone system answers", () => {
  const rows = [...readme.matchAll(/^\| (\+1 [\d-]+) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, number, what]) => [number?.replace(/[ -]/g, ''), what])).toEqual(
    PRACTICE_NUMBERS.map(({ number, what }) => [number, what]),
  );
});

test("README tells of every script of package.json's, and of no other", () => {
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
  const told = [...readme.matchAll(/^\| `npm (?:run )?(\w+)` +\|/gm)].map(([, name]) => name);
  expect(told.toSorted()).toEqual(Object.keys(scripts).toSorted());
});

test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/threat-model.md'])(
  '%s links to files that are there',
  (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  },
);
