import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where the server listens while developing: `PORT` of `node apps/server/src/main.ts --trial`. */
const server = process.env.TANGRAM_SERVER ?? 'http://127.0.0.1:3000'

/** The server takes changes from its own origin only. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  base: '/',
  plugins: [react(), deferred()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server allows scripts and fonts from its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Tells the test of the bundle which file imports which.
    manifest: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\//, priority: 40 },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 30 },
            // What every page needs, in few files: a phone pays for each request.
            {
              name: 'base',
              test: /node_modules\/(@tanstack\/(query-core|react-query)|wouter|regexparam)\//,
              priority: 30,
            },
            {
              name: 'form',
              test: /(packages\/(form-engine|expression|data-model)|node_modules\/(alien-signals))\//,
              priority: 20,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': proxied, '/designer': proxied } },
})

/** Gives the engines a light stand-in for what a phone should not wait for; the stand-in alone gets the real thing, later. */
function deferred(): Plugin {
  const standIns: { [module: string]: string } = {
    'libphonenumber-js/min': fileURLToPath(new URL('src/deferred/phone-numbers.ts', import.meta.url)),
    re2js: fileURLToPath(new URL('src/deferred/linear-patterns.ts', import.meta.url)),
  }
  return {
    name: 'tangram:deferred',
    enforce: 'pre',
    resolveId(source, importer) {
      const standIn = Object.hasOwn(standIns, source) ? standIns[source] : undefined
      return importer === standIn ? undefined : standIn
    },
  }
}
