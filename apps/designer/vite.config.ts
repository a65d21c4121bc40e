import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.TANGRAM_SERVER ?? 'http://127.0.0.1:7070'

export default defineConfig({
  base: '/designer/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    // Open pages still ask for files of the build before (tooling/build.ts removes them).
    emptyOutDir: false,
    target: 'es2023',
    // The policy of the server allows scripts and fonts from its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': server } },
})
