import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

/** keytar is native and ships beside the bundle; everything else is bundled, so that start-up reads few files. */
const external = ['electron', 'keytar'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { main: resolve(here, 'main/main.ts') },
        // CommonJS: on macOS an ES module entry is loaded too late to hear the link that started the program.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { preload: resolve(here, 'main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: {
          dialer: resolve(here, 'renderer/dialer/index.html'),
          voice: resolve(here, 'renderer/voice/index.html'),
        },
      },
    },
  },
});
