import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Where the server listens while developing: `PORT` of `node apps/server/src/main.ts --trial`. */
const server = process.env.TANGRAM_SERVER ?? 'http://127.0.0.1:3000'

/** The server takes changes from its own origin only. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

/**
 * What a public form is made of, in one file: a phone pays for each request, and many small files compress badly. Staff need all of it
 * too; whatever else their pages import stays in files of its own. What is missing here works as well, a little slower.
 */
const publicForm = [
  /packages\/(data-model|expression|form-engine)\/src\//,
  /packages\/ui\/src\/(tokens|page-provider|brand\/|theme\/|i18n\/[\w-]+\.ts|format\/|feedback\/(delayed|error-))/,
  /packages\/ui\/src\/client\/(api-problem|client-context|create-client|known-session|may-pass|public-calls|use-load)/,
  /packages\/ui\/src\/(form\/(?!restrict-form|lost-answers|widgets\/(calendar-input|duration|files-input|slider|stars|use-uploads))|record\/(field-view|record-value|value-text))/,
  /node_modules\/(alien-signals|clsx|i18next|regexparam|use-sync-external-store|wouter)\//,
  /node_modules\/@mantine\/core\/esm\/core\//,
  /node_modules\/@mantine\/core\/esm\/components\/(Alert|Button|CloseButton|Group|Input|Loader|Skeleton|Stack|Text|Transition|UnstyledButton)\//,
  /node_modules\/@mantine\/hooks\/esm\/(use-(color-scheme|did-update|id|isomorphic-effect|media-query|reduced-motion)|utils)\//,
  /node_modules\/@tabler\/icons-react\/dist\/esm\/(createReactComponent|defaultAttributes|icons\/Icon(AlertTriangle|File|Refresh|Selector|StarFilled|Star|X)\.)/,
  /apps\/portal\/src\/(deferred|page\/(language-switch|page-title)|texts\/(area|common))/,
]

export default defineConfig({
  base: '/',
  plugins: [react(), deferred()],
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
            { name: 'base', test: (id) => publicForm.some((part) => part.test(id)), priority: 20, includeDependenciesRecursively: false },
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
