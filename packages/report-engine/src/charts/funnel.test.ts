import { describe, expect, it } from 'vitest'
import type { ChartContext, EChartsSpec } from '../chart-type.ts'
import { byStage } from './examples.ts'
import { funnel } from './funnel.ts'
import { textWidth } from './reading.ts'

const context: ChartContext = { locale: 'en', palette: ['#111111', '#222222'], dark: false }
type Series = {
  width: number
  label: { width: number }
  data: { name: string; value: number; label: { formatter: string }; tooltip: { formatter: string } }[]
}
const drawn = (size: { width: number; height: number }, result = byStage) => {
  const spec = funnel.toSpec(result, {}, { ...context, size }) as EChartsSpec
  return (spec.option.series as unknown as Series[])[0] as Series
}

describe('a funnel', () => {
  it('draws how many are in each stage, an empty one too, and says what is left of the first', () => {
    const { data } = drawn({ width: 900, height: 320 })
    expect(data.map(({ name, value }) => [name, value])).toEqual([
      ['Asked for an offer', 1284],
      ['Offer sent to the customer', 911],
      ['In negotiation', 402],
      ['Won', 0],
    ])
    expect(data.map(({ label }) => label.formatter)).toEqual([
      'Asked for an offer  1,284',
      'Offer sent to the customer  911  71.0%',
      'In negotiation  402  31.3%',
      'Won  0  0.0%',
    ])
    expect(data[2]?.tooltip.formatter).toContain('Of the step before: <b>44.1%</b>')
  })

  it('writes the figures below the names on a phone, where all of them are read', () => {
    const { data, label, width } = drawn({ width: 300, height: 240 })
    expect(data[1]?.label.formatter).toBe('Offer sent to the customer\n911  71.0%')
    const lines = data.flatMap((one) => one.label.formatter.split('\n'))
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(label.width)
    expect(width).toBeGreaterThanOrEqual(80)
    expect(width + label.width).toBeLessThanOrEqual(300)
  })

  it('draws the figure, not the conversion that stands before it', () => {
    const [stage, leads, ...parts] = byStage.columns as [(typeof byStage.columns)[0], (typeof byStage.columns)[0]]
    const turned = {
      ...byStage,
      columns: [stage, ...parts, leads],
      rows: byStage.rows.map(([id, n, ...rest]) => [id ?? null, ...rest, n ?? null]),
    }
    expect(drawn({ width: 900, height: 320 }, turned).data.map(({ value }) => value)).toEqual([1284, 911, 402, 0])
  })
})
