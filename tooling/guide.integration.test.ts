import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const guide = (name: string) => readFileSync(path.join(root, 'docs/guide', name), 'utf8')
const blocksOf = (page: string) => [...page.matchAll(/^```\w*\n[\s\S]*?^```/gm)].map(([block]) => block)

/** The guide for developers inside of Tangram, followed to the letter on a copy. As a plug-in: examples/service-desk/journeys/plug-in. */
describe('the guide to a field type of your own', () => {
  const tree = mkdtempSync(path.join(tmpdir(), 'tangram-guide-'))
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  it('shows the same code in both languages', () => {
    expect(blocksOf(guide('field-type.zh-CN.md'))).toEqual(blocksOf(guide('field-type.md')))
  })

  it('leads to a type that accepts its valid examples and refuses its invalid ones', () => {
    const registries = ['flow-engine/src/nodes', 'rule-engine/src/triggers', 'actions/src', 'report-engine/src/charts']
    for (const file of ['tooling/new.ts', 'tooling/new-templates.ts', 'packages/ui/src/icons/icons.ts', 'packages/form-engine/src'])
      cpSync(path.join(root, file), path.join(tree, file), { recursive: true })
    for (const file of registries) cpSync(path.join(root, 'packages', file), path.join(tree, 'packages', file), { recursive: true })
    symlinkSync(path.join(root, 'packages/form-engine/node_modules'), path.join(tree, 'packages/form-engine/node_modules'), 'junction')
    writeFileSync(path.join(tree, 'package.json'), '{ "type": "module" }')

    const page = guide('field-type.md')
    const [, name = ''] = /^pnpm new field (\w+)$/m.exec(page) ?? []
    execFileSync(process.execPath, [path.join(tree, 'tooling/new.ts'), 'field', name])
    const [, file = '', code = ''] = /`(packages\/form-engine\/[^`]+)`\n\n```ts\n([\s\S]*?)```/.exec(page) ?? []
    writeFileSync(path.join(tree, file), code)

    const program = `
      import { fieldTypes, validateRecord } from ${JSON.stringify(path.join(tree, 'packages/form-engine/src/index.ts'))}
      const type = fieldTypes.find(({ type }) => type === ${JSON.stringify(name)})
      const fields = { order: ['x'], items: { x: { id: 'x', type: type.type, label: {} } } }
      const entity = { id: 'e', label: {}, title: 'x', fields }
      const codes = (x) => validateRecord(entity, { x }, fieldTypes, 'create').map(({ code }) => code)
      console.log(JSON.stringify({ valid: type.examples.valid.map(codes), invalid: type.examples.invalid.map(codes) }))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    const { valid, invalid } = JSON.parse(printed) as { valid: string[][]; invalid: string[][] }
    expect(valid.length).toBeGreaterThan(0)
    expect(valid.flat()).toEqual([])
    expect(invalid.every((codes) => codes.length > 0)).toBe(true)
  })
})
