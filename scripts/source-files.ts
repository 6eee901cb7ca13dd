import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);

export const ROOMS = ['app', 'main', 'renderer', 'stand-ins', 'e2e', 'scripts', 'bench', 'build'] as const;

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file of the rooms that people write: code, styles, pages, shell; no data, no pictures. */
export function sourceFiles(): readonly SourceFile[] {
  const patterns = [`{${ROOMS.join(',')}}/**/*.{ts,tsx,mjs,cjs,js,css,html,sh,nsh,cfg}`, '*.ts'];
  return globSync(patterns, { cwd: ROOT, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
