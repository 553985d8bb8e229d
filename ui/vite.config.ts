// How the interface is built: one page, everything bundled, nothing fetched from elsewhere.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // The texts and fonts live above this folder.
  server: { port: 5173, strictPort: true, fs: { allow: ['..'] } },
  build: {
    outDir: 'dist',
    target: ['es2022', 'safari16.4'],
    // Fonts stay files: `font-src 'self'` refuses data addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
  },
  worker: { format: 'es' },
  // Svelte's browser half, also in tests.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    // Only so that a test that waits in vain ends: how long one takes on a busy computer says nothing.
    testTimeout: 60_000,
  },
});
