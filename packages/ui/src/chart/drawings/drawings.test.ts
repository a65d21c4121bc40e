import { readFileSync } from 'node:fs'
import { chartTypes } from '@tangram/report-engine'
import { describe, expect, it } from 'vitest'
import { digestOf, drawingsOf } from './drawings.ts'

const before = JSON.parse(readFileSync(new URL('drawings.json', import.meta.url), 'utf8')) as { [name: string]: string }

/**
 * A chart that is drawn differently has been looked at: `node packages/ui/src/chart/drawings/look.ts FOLDER` writes every example as a page to
 * look at; the same with `--accept` remembers the drawings as they are.
 */
describe.each(chartTypes)('$type', { timeout: 60_000 }, (chart) => {
  it('is drawn as it was when somebody looked at it', async () => {
    const drawings = await drawingsOf(chart)
    const known = Object.fromEntries(Object.entries(before).filter(([name]) => name.startsWith(`${chart.type} `)))
    expect(Object.fromEntries(drawings.map((one) => [one.name, digestOf(one)]))).toEqual(known)
  })
})

it('remembers no chart that is gone', () => {
  const types = new Set(chartTypes.map(({ type }) => type))
  expect(Object.keys(before).filter((name) => !types.has(name.split(' ')[0] as string))).toEqual([])
})
