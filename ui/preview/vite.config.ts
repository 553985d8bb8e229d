// `npm run preview`: the interface on a core in memory, for looking at it in a browser. Not part of the application.
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  server: { port: 5174, strictPort: true, fs: { allow: ['../..'] } },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 1400 },
});
