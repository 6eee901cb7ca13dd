import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../../..');

export interface Program {
  /** The process's program, as one file. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Bundles the process as main itself is bundled: hundreds of starts take a third of the time from one file. */
export async function buildHeadless(): Promise<Program> {
  const cache = join(ROOT, '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'headless-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ssr: join(import.meta.dirname, 'process.ts'),
      outDir: folder,
      target: 'node24',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'process.mjs' } },
    },
  });
  return {
    file: join(folder, 'process.mjs'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
