import { realpathSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createPlatform, defaultPlatform, type Platform } from '@tangram/app-model'
import { fail } from '../errors.ts'
import { findPackage, type PlugInPackage, wrongShape } from './find-package.ts'

export type PlugIns = {
  /** What ships with Tangram, and what the plug-ins add, in this order. */
  platform: Platform
  packages: readonly PlugInPackage[]
}

const registries = ['fields', 'nodes', 'triggers', 'actions', 'charts'] as const
type Registry = (typeof registries)[number]

/**
 * Loads the plug-ins that the configuration names, and makes the one platform of them and what ships with Tangram.
 *
 * @param names folders, absolute, or names of packages that are installed where the server is started
 * @throws server.plug-in.not-found, server.plug-in.broken, server.plug-in.wrong-shape, server.plug-in.clash: the server refuses to start
 */
export async function loadPlugIns(names: readonly string[]): Promise<PlugIns> {
  if (names.length === 0) return { platform: defaultPlatform, packages: [] }
  const packages = names.map((name) => findPackage(name, process.cwd()))
  shareOwnEngines(packages)
  const platform = { ...defaultPlatform }
  const owners = new Map<string, string>()
  for (const found of packages) {
    const exported = await load(found)
    for (const registry of registries) addTo(platform, registry, exported[registry], { name: found.name, owners })
  }
  return { platform: createPlatform(platform), packages }
}

/** Whatever a plug-in imports of `@tangram/…`, now or later, is the copy that this server runs, wherever the plug-in lies. */
function shareOwnEngines(packages: readonly PlugInPackage[]): void {
  const folders = packages.map(({ folder }) => pathToFileURL(`${realpathSync(folder)}/`).href)
  const own = createRequire(import.meta.url)
  registerHooks({
    resolve(specifier, context, next) {
      const isShared = specifier.startsWith('@tangram/') && folders.some((folder) => context.parentURL?.startsWith(folder))
      return isShared ? { url: pathToFileURL(own.resolve(specifier)).href, shortCircuit: true } : next(specifier, context)
    },
  })
}

async function load({ name, front }: PlugInPackage): Promise<{ [registry: string]: unknown }> {
  try {
    return (await import(pathToFileURL(front).href)) as { [registry: string]: unknown }
  } catch (error) {
    throw fail('server.plug-in.broken', { name, problem: String((error as Error).message ?? error) })
  }
}

function addTo(
  platform: Platform,
  registry: Registry,
  entries: unknown,
  { name, owners }: { name: string; owners: Map<string, string> },
): void {
  if (entries === undefined) return
  const problem = problemOf(registry, entries)
  if (problem) throw wrongShape(name, problem)
  for (const { type } of entries as readonly { type: string }[]) {
    const key = `${registry} ${type}`
    const owner = owners.get(key) ?? (defaultPlatform[registry].some((entry) => entry.type === type) ? 'Tangram' : undefined)
    if (owner !== undefined) throw fail('server.plug-in.clash', { name, type, owner })
    owners.set(key, name)
  }
  Object.assign(platform, { [registry]: [...platform[registry], ...(entries as readonly unknown[])] })
}

/** What each entry of a registry has to have, so that the first page that shows it does not break. */
const needed: { [R in Registry]: readonly string[] } = {
  fields: ['label', 'help', 'icon', 'group', 'valueType', 'widget', 'config', 'examples', 'messages'],
  nodes: ['label', 'icon'],
  triggers: ['label', 'icon'],
  actions: ['label', 'icon', 'run'],
  charts: ['label', 'icon', 'toSpec'],
}

function problemOf(registry: Registry, entries: unknown): { en: string; 'zh-CN': string } | undefined {
  if (!Array.isArray(entries)) return { en: `“${registry}” is not a list`, 'zh-CN': `“${registry}” 不是列表` }
  for (const [index, entry] of entries.entries()) {
    const type: unknown = (entry as { type?: unknown } | null)?.type
    if (typeof type !== 'string' || !/^[a-z][a-zA-Z0-9-]{0,39}$/.test(type)) {
      const at = `${registry}[${index}].type`
      return { en: `${at} is not a name such as “scale”`, 'zh-CN': `${at} 不是像 “scale” 这样的名称` }
    }
    const missing = needed[registry].filter((property) => (entry as { [property: string]: unknown })[property] === undefined)
    if (missing.length > 0) {
      const words = `${registry} “${type}”`
      return { en: `${words} lacks ${missing.join(', ')}`, 'zh-CN': `${words} 缺少 ${missing.join('、')}` }
    }
  }
  return undefined
}
