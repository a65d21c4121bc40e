import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const tree = mkdtempSync(path.join(tmpdir(), 'tangram-new-'))
const icons = 'packages/ui/src/icons/icons.ts'
const folders = ['form-engine/src/fields', 'flow-engine/src/nodes', 'rule-engine/src/triggers', 'actions/src', 'report-engine/src/charts']

beforeAll(() => {
  for (const file of ['tooling/new.ts', 'tooling/new-templates.ts', icons, ...folders.map((folder) => `packages/${folder}`)])
    cpSync(path.join(root, file), path.join(tree, file), { recursive: true })
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

const read = (file: string) => readFileSync(path.join(tree, file), 'utf8')
const start = (...words: string[]) =>
  execFileSync(process.execPath, [path.join(tree, 'tooling/new.ts'), ...words], { encoding: 'utf8', stdio: 'pipe' })

describe('a new entry', () => {
  it.each([
    ['field', 'form-engine/src/fields', 'index.ts'],
    ['node', 'flow-engine/src/nodes', 'index.ts'],
    ['trigger', 'rule-engine/src/triggers', 'index.ts'],
    ['action', 'actions/src', 'registry.ts'],
    ['chart', 'report-engine/src/charts', 'index.ts'],
  ])('%s is a file, a line in its registry, and an icon that is there and of its own', (kind, folder, registry) => {
    start(kind, 'brand-new')
    const source = read(`packages/${folder}/brand-new.ts`)
    expect(source).toContain('export const brandNew = define')
    expect(read(`packages/${folder}/${registry}`)).toMatch(/import \{ brandNew \} from '.\/brand-new.ts'[\s\S]*[ ,]brandNew\]/)
    const [, icon] = /icon: '(.*)'/.exec(source) ?? []
    expect(read(icons)).toMatch(new RegExp(`^ {2}'?${icon}'?: Icon`, 'm'))
    const others = globSync('*.ts', { cwd: path.join(root, 'packages', folder) }).map((name) => path.join(root, 'packages', folder, name))
    expect(others.filter((other) => readFileSync(other, 'utf8').includes(`icon: '${icon}'`))).toEqual([])
  })

  it('is refused under a name that is taken or no name', () => {
    expect(() => start('field', 'text')).toThrow(/exists already/)
    expect(() => start('field', 'Two words')).toThrow(/Usage/)
    expect(() => start('page', 'home')).toThrow(/Usage/)
  })
})
