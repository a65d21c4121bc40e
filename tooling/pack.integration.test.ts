import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pack, publishable } from './pack.ts'
import { blockOf, programOf } from './readme-example.ts'

const root = path.resolve(import.meta.dirname, '..')
const folder = mkdtempSync(path.join(tmpdir(), 'tangram-packed-'))
const run = (command: string, ...args: string[]): string => {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', shell: process.platform === 'win32' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}
const manifestOf = (engine: string) => readFileSync(path.join(folder, 'node_modules/@tangram', engine, 'package.json'), 'utf8')

/** The example of a README as a program of its own, which prints how many values it found as they are said to be. */
function exampleOf(engine: string): string {
  const page = readFileSync(path.join(root, 'packages', engine, 'README.md'), 'utf8')
  const { imports, lines } = programOf(blockOf(page, 'ts') ?? '')
  return [
    "import { deepEqual } from 'node:assert/strict'",
    ...imports.map(({ names, from }) => `import ${names} from '${from}'`),
    `const document = ${blockOf(page, 'json') ?? 'null'}`,
    'let checks = 0',
    'const plain = (value) => JSON.parse(JSON.stringify(value) ?? "null")',
    'const check = (found, said, line) => { checks += 1; deepEqual(plain(found), plain(said), line) }',
    ...lines,
    'console.log(checks)',
  ].join('\n')
}

describe('the engines, packed and installed in an empty folder', () => {
  beforeAll(() => {
    const files = Object.values(pack(publishable, path.join(folder, 'packed')))
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'somebody-else', private: true, type: 'module' }))
    run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...files)
    mkdirSync(path.join(folder, 'src'))
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(publishable)('%s runs the example of its README', (engine) => {
    const file = path.join(folder, `src/${engine}.mjs`)
    writeFileSync(file, exampleOf(engine))
    expect(Number(run(process.execPath, file))).toBeGreaterThan(0)
  })

  it.each(publishable)('%s names versions that npm knows', (engine) => {
    expect(manifestOf(engine)).not.toMatch(/workspace:|catalog:|\.\/src\//)
  })

  it('are typed for whoever uses them', () => {
    const doors = publishable.flatMap((engine) => {
      const { exports } = JSON.parse(manifestOf(engine)) as { exports: { [door: string]: unknown } }
      return Object.keys(exports).map((door) => path.posix.join('@tangram', engine, door))
    })
    const uses = [
      "import { compileEvaluator, type Logic } from '@tangram/expression'",
      "import { compileForm, fieldTypes, type FormPlan } from '@tangram/form-engine'",
      ...doors.map((door, index) => `import * as door${index} from '${door}'`),
      "const logic: Logic = { '+': [1, { var: 'n' }] }",
      "export const sum: unknown = compileEvaluator(logic)(() => 1, { now: '2026-11-22T00:00:00.000Z', zone: 'Asia/Shanghai' })",
      '// @ts-expect-error a form is not a text',
      "export const plan: FormPlan = compileForm('form', { id: 'x' }, fieldTypes)",
      `export const all: object[] = [${doors.map((_, index) => `door${index}`).join(', ')}]`,
    ]
    writeFileSync(path.join(folder, 'src/consumer.ts'), uses.join('\n'))
    const compiler = path.join(root, 'node_modules/.bin/tsc')
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024', '--types', '']
    expect(run(compiler, ...options, 'src/consumer.ts')).toBe('')
  })
})
