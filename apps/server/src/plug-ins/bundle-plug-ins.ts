import { createHash } from 'node:crypto'
import { createRequire, isBuiltin } from 'node:module'
import { fail } from '../errors.ts'
import type { PlugInPackage } from './find-package.ts'

/** What the page that loads a plug-in lends it: there must be one React, and its widgets look like all others. */
const lent = ['react', 'react/jsx-runtime', 'react-dom', '@mantine/core', '@mantine/hooks', '@tangram/ui']

const entry = '\0tangram:plug-ins'
const lentPrefix = '\0tangram:lent:'

/**
 * The browser's side of the plug-ins in one file: `export const plugIns = [{ name, fields, …, widgets }]`.
 *
 * @throws server.plug-in.broken when something it imports is missing or cannot be read
 */
export async function bundlePlugIns(packages: readonly PlugInPackage[]): Promise<{ name: string; code: string }> {
  // Only servers with plug-ins load the bundler.
  const { rolldown } = await import('rolldown')
  const own = createRequire(import.meta.url)
  try {
    const bundle = await rolldown({
      input: entry,
      platform: 'browser',
      onLog(_level, { code, message }) {
        // Left to the browser, it would fail there, before anything is drawn.
        if (code === 'UNRESOLVED_IMPORT') throw new Error(message)
      },
      transform: { jsx: { runtime: 'automatic', development: false }, define: { 'process.env.NODE_ENV': '"production"' } },
      plugins: [
        {
          name: 'tangram:plug-ins',
          resolveId(id) {
            if (id === entry) return id
            if (lent.includes(id) || isBuiltin(id)) return lentPrefix + id
            // What ships with Tangram is pure; of a plug-in's share of it, what it uses is taken along.
            return id.startsWith('@tangram/') ? own.resolve(id) : undefined
          },
          load(id) {
            if (id === entry) return entryOf(packages)
            // A library of Node's own does not exist in a browser: whoever calls it is told so there.
            if (id.startsWith(lentPrefix))
              return `module.exports = globalThis.tangramLends?.[${JSON.stringify(id.slice(lentPrefix.length))}] ?? {}`
          },
        },
      ],
    })
    const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false })
    await bundle.close()
    const { code } = output[0]
    return { name: `plug-ins-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`, code }
  } catch (error) {
    throw fail('server.plug-in.broken', { name: packages.map(({ name }) => name).join(', '), problem: (error as Error).message })
  }
}

function entryOf(packages: readonly PlugInPackage[]): string {
  const imports = packages.flatMap(({ front, widgets }, index) => [
    `import * as front${index} from ${JSON.stringify(front)}`,
    widgets ? `import * as widgets${index} from ${JSON.stringify(widgets)}` : `const widgets${index} = {}`,
  ])
  const entries = packages.map(
    ({ name }, index) => `{ name: ${JSON.stringify(name)}, ...front${index}, widgets: { ...widgets${index}.widgets } }`,
  )
  return `${imports.join('\n')}\nexport const plugIns = [${entries.join(', ')}]`
}
