import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { mutants } from './mutants/index.ts'

const root = path.resolve(import.meta.dirname, '../..')

describe('the faults of the sabotage', () => {
  it.each(mutants)('$name: meets its source in one place', ({ file, find, replace, test }) => {
    expect(readFileSync(path.join(root, file), 'utf8').split(find).length - 1, `${file} holds the text to replace`).toBe(1)
    expect(replace).not.toBe(find)
    expect(existsSync(path.join(root, test)), test).toBe(true)
  })

  it('have a name each, so that one can be run alone', () => {
    const names = mutants.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
