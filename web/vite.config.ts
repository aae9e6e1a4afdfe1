import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compress } from './build/compress.ts';
import { portalPages } from './build/portal-pages.ts';

const here = import.meta.dirname;
const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

/** One HTML entry per portal, so that no portal pays for another's code. The gallery exists in development only. */
export default defineConfig({
  root: here,
  // Relative to the file that names it: the server writes the path it lives under into the pages (kernel/http/web-pages.ts).
  base: './',
  plugins: [react(), portalPages(), compress()],
  resolve: { alias: [{ find: /^typebox$/, replacement: resolve(here, 'build/typebox-stub.ts') }] },
  css: { modules: { generateScopedName: '[name]-[local]-[hash:base64:4]' } },
  build: {
    outDir: 'dist',
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(['sign-in', 'portal', 'tech', 'admin'].map((page) => [page, resolve(here, `${page}.html`)])),
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    host: '127.0.0.1',
    proxy: {
      '/api': { target: server },
      '/files': { target: server },
      '/exports': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
});
