import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const engines = ['data-model', 'expression', 'access', 'form-engine', 'flow-engine', 'rule-engine', 'report-engine', 'actions']

/** The first block of a language in a Markdown page. */
const blockOf = (page: string, language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1]

/** What a line such as `textIn(label, 'en') // 'Rating'` says it gives; undefined for words. */
function saidBy(line: string): { expression: string; value: string } | undefined {
  const [, expression = '', value = ''] = /^(?!const |let |import |\/\/)(\S.*?) \/\/ (.+)$/.exec(line) ?? []
  if (expression === '' || !/^(['"[{\d]|true|false|null)/.test(value)) return undefined
  return { expression, value }
}

/** The same program, with its imports taken from `modules` and each value it names in a comment checked. */
function runnable(source: string): { program: string; modules: string[] } {
  const modules: string[] = []
  const lines = stripTypeScriptTypes(source.replace(/^import type .*\n/gm, '')).split('\n')
  const program = lines.map((line) => {
    const [, names, from = ''] = /^import (\{.*\}) from '(.*)'$/.exec(line.replace(/\btype \w+, /g, '').replace(/ as /g, ': ')) ?? []
    if (names !== undefined) modules.push(from)
    if (names !== undefined) return `const ${names} = modules[${JSON.stringify(from)}]`
    const said = saidBy(line)
    return said ? `check(await (${said.expression}), ${said.value}, ${JSON.stringify(line)})` : line
  })
  return { program: program.join('\n'), modules }
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
