import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const page = readFileSync(path.join(root, 'docs/reference/threat-model.md'), 'utf8')
const named = [...page.matchAll(/`([\w./-]+\.test\.tsx?)` › ([^|\n]+?)(?=; `| \|)/g)].map(([, file = '', test = '']) => ({ file, test }))

describe('the threat model', () => {
  it('names a test for each way in', () => {
    const ways = page.split('\n').filter((line) => /^\|.*\|.*\|.*\| `/.test(line))
    expect(ways.length).toBeGreaterThan(20)
    expect(named.length).toBeGreaterThanOrEqual(ways.length)
  })

  it.each(named)('$file › $test: is there', ({ file, test }) => {
    expect(existsSync(path.join(root, file)), file).toBe(true)
    expect(readFileSync(path.join(root, file), 'utf8')).toContain(test)
  })
})
