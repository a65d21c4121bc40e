import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { lazyRegistries } from './build/lazy-registries.ts'
import { lentModules } from './build/lent-modules.ts'

/** Where the server listens while developing: `PORT` of `node apps/server/src/main.ts --trial`. */
const server = process.env.TANGRAM_SERVER ?? 'http://127.0.0.1:3000'

/** The server takes changes from its own origin only. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

/** Hardly a form does without these; every other field type, and each group of operators, is a file of its own. */
const everyday = /packages\/form-engine\/src\/fields\/(date|email|number|phone|radio|select|text|textarea)\.ts$/

/**
 * What every public form begins with, in one file together with all it imports: a phone pays for each request, and many small files
 * compress badly. Staff need most of it too; whatever else their pages import stays in files of its own.
 */
const publicForm = [/apps\/portal\/src\/(deferred|not-loaded|public\/(form-page|public-app|public-frame|start))/]

export default defineConfig({
  base: '/',
  plugins: [react(), deferred(), lazyRegistries((file) => everyday.test(file)), lentModules()],
  build: {
    outDir: 'dist',
    // Open pages still ask for files of the build before (tooling/build.ts removes them).
    emptyOutDir: false,
    target: 'es2023',
    // The policy of the server allows scripts and fonts from its own origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Tells the test of the bundle which file imports which.
    manifest: true,
    // What charts are drawn with is the largest file, 590 kB, fetched with the first dashboard. The public form has its test.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules\/(echarts|zrender)\//, priority: 40 },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 30 },
            // Field types name what reads their columns in table files; forms have no use for it.
            { name: 'import', test: /form-engine\/src\/import\//, priority: 25, includeDependenciesRecursively: false },
            { name: 'base', test: (id) => publicForm.some((part) => part.test(id)), priority: 20 },
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
