import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { blockOf, programOf } from './readme-example.ts'

const root = path.resolve(import.meta.dirname, '..')
const engines = ['data-model', 'expression', 'access', 'form-engine', 'flow-engine', 'rule-engine', 'report-engine', 'actions']

/** The same program, with its imports taken from `modules`. */
function runnable(source: string): { program: string; modules: string[] } {
  const { imports, lines } = programOf(source)
  const taken = imports.map(({ names, from }) => `const ${names.replace(/ as /g, ': ')} = modules[${JSON.stringify(from)}]`)
  return { program: [...taken, ...lines].join('\n'), modules: imports.map(({ from }) => from) }
}

/** A front page by its name, anything else as the package itself would find it. */
function fileOf(name: string, folder: string): string {
  const [, engine, door = ''] = /^@tangram\/([a-z-]+)(\/sql)?$/.exec(name) ?? []
  return engine
    ? path.join(root, 'packages', engine, 'src', door, 'index.ts')
    : createRequire(path.join(folder, 'package.json')).resolve(name)
}

describe.each(engines)('the README of %s', (engine) => {
  it('has an example that runs and gives what it says', async () => {
    const folder = path.join(root, 'packages', engine)
    const page = readFileSync(path.join(folder, 'README.md'), 'utf8')
    const { program, modules } = runnable(blockOf(page, 'ts') ?? '')
    const loaded: { [name: string]: unknown } = {}
    for (const name of modules) loaded[name] = await import(fileOf(name, folder))
    const document: unknown = JSON.parse(blockOf(page, 'json') ?? 'null')
    let checks = 0
    const check = (found: unknown, said: unknown, line: string) => {
      checks += 1
      expect(found, line).toEqual(said)
    }
    const run = new Function('modules', 'document', 'check', `return (async () => {\n${program}\n})()`) as (
      ...given: unknown[]
    ) => Promise<void>
    await run(loaded, document, check)
    expect(checks).toBeGreaterThan(0)
  })
})
