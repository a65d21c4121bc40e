import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { auditActions } from './audit.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The actions that the server notes, as its sources name them. */
function noted(): Set<string> {
  const files = globSync('{apps/server,packages/storage}/src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  const actions = new Set<string>()
  for (const file of files) {
    const source = readFileSync(root + file, 'utf8')
    const forms = [
      /noteDone\(\s*\{[^}]*\},\s*'([a-z]+(?:[.-][a-z-]+)*)'/g,
      /audit\s*\.append\([\s\S]{0,80}?action: '([a-z]+(?:[.-][a-z-]+)*)'/g,
    ]
    for (const form of forms) for (const [, action = ''] of source.matchAll(form)) actions.add(action)
  }
  return actions
}

it('has words for every action that is noted', () => {
  const actions = noted()
  expect(actions.size).toBeGreaterThan(50)
  expect([...actions].filter((action) => !Object.hasOwn(auditActions, action))).toEqual([])
})
