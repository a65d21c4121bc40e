import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lentModules } from '../portal/build/lent-modules.ts'

const server = process.env.TANGRAM_SERVER ?? 'http://127.0.0.1:7070'

export default defineConfig({
  base: '/designer/',
  plugins: [react(), lentModules()],
  build: {
    outDir: 'dist',
    // Open pages still ask for files of the build before (tooling/build.ts removes them).
    emptyOutDir: false,
    target: 'es2023',
    // The policy of the server allows scripts and fonts from its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Builders sit at a desk and keep the designer open: its two largest files are 720 and 770 kB, together 500 kB on the wire. What it
    // draws charts and flows with has to stay in files of its own; this tells when one of those comes back.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': server } },
})
