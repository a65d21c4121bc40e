import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fail } from '../errors.ts'

/** A plug-in as it lies on the disk. */
export type PlugInPackage = {
  /** As its package.json says it. */
  name: string
  folder: string
  /** The file of its front door: field types, nodes, triggers, actions, charts. */
  front: string
  /** The file of its React widgets; absent when it has none. */
  widgets: string | undefined
}

type Manifest = { name?: unknown; exports?: unknown; main?: unknown }

/**
 * Finds a package by its folder or by its name, as Node would look for it from `from`.
 *
 * @throws server.plug-in.not-found, server.plug-in.wrong-shape
 */
export function findPackage(named: string, from: string): PlugInPackage {
  const folder = path.isAbsolute(named)
    ? named
    : foldersUp(from)
        .map((parent) => path.join(parent, 'node_modules', named))
        .find(hasManifest)
  if (!folder || !hasManifest(folder)) throw fail('server.plug-in.not-found', { name: named, folder: folder ?? from })
  const manifest = readManifest(folder, named)
  const front = doorOf(manifest.exports ?? manifest.main, '.')
  if (!front) throw wrongShape(named, { en: 'its package.json has no “exports”', 'zh-CN': '其 package.json 没有 “exports”' })
  const widgets = doorOf(manifest.exports, './widgets')
  const file = (door: string): string => {
    const found = path.join(folder, door)
    if (existsSync(found)) return found
    throw wrongShape(named, { en: `its package.json names ${door}, which is not there`, 'zh-CN': `其 package.json 所指的 ${door} 不存在` })
  }
  const name = typeof manifest.name === 'string' ? manifest.name : named
  return { name, folder, front: file(front), widgets: widgets && file(widgets) }
}

export const wrongShape = (name: string, problem: { en: string; 'zh-CN': string }) => fail('server.plug-in.wrong-shape', { name, problem })

const hasManifest = (folder: string): boolean => existsSync(path.join(folder, 'package.json'))

function readManifest(folder: string, named: string): Manifest {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
  } catch (error) {
    const { message } = error as Error
    throw wrongShape(named, { en: `its package.json cannot be read: ${message}`, 'zh-CN': `无法读取其 package.json：${message}` })
  }
}

function foldersUp(from: string): string[] {
  const parent = path.dirname(from)
  return parent === from ? [from] : [from, ...foldersUp(parent)]
}

/** The file behind a door of `exports`: `"./index.js"`, `{ ".": "./index.js" }` or `{ ".": { "import": "./index.js" } }`. */
function doorOf(exports: unknown, door: string): string | undefined {
  if (typeof exports === 'string') return door === '.' ? exports : undefined
  if (typeof exports !== 'object' || exports === null) return undefined
  const doors = exports as { [door: string]: unknown }
  const isMap = Object.keys(doors).some((key) => key.startsWith('.'))
  return isMap ? conditional(doors[door]) : door === '.' ? conditional(doors) : undefined
}

function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return undefined
  const conditions = target as { [condition: string]: unknown }
  return conditional(conditions.import ?? conditions.default)
}
