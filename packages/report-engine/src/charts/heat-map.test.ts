import { describe, expect, it } from 'vitest'
import type { ChartContext, EChartsSpec } from '../chart-type.ts'
import { byCohort } from './examples.ts'
import { heatMap } from './heat-map.ts'

const context: ChartContext = { locale: 'en', palette: ['#111111', '#222222'], dark: false }
type Option = {
  xAxis: { data: string[]; name: string }
  yAxis: { data: string[] }
  visualMap: { show: boolean; max: number }
  series: {
    label: { show: boolean }
    data: { value: [number, number, number]; label?: { formatter: string }; tooltip: { formatter: string } }[]
  }[]
}
const drawn = (size: { width: number; height: number }) =>
  (heatMap.toSpec(byCohort, {}, { ...context, size }) as EChartsSpec).option as unknown as Option

describe('cohorts in a heat map', () => {
  it('are a triangle of what came back, with how many began beside the name', () => {
    const { xAxis, yAxis, series } = drawn({ width: 900, height: 360 })
    expect(yAxis.data.slice(0, 2)).toEqual(['Jan 2026 (120)', 'Feb 2026 (127)'])
    expect([xAxis.name, xAxis.data]).toEqual(['Months later', ['0', '1', '2', '3', '4', '5']])
    const cells = series[0]?.data ?? []
    expect(cells.length).toBe(21)
    expect(cells.filter(({ value: [x, y] }) => x + y > 5)).toEqual([])
    expect(cells[0]?.label?.formatter).toBe('100%')
    expect(cells[1]?.tooltip.formatter).toBe('Jan 2026 · 1<br/>Retention: <b>47.5%</b><br/>Customers: <b>57</b>')
  })

  it('are as dark as what came back at most, since all are there at the beginning', () => {
    expect(drawn({ width: 900, height: 360 }).visualMap.max).toBeLessThan(0.8)
  })

  it.each([
    [900, '47.5%'],
    [300, '48%'],
    [240, '48'],
  ])('are readable in a box of %s pixels: %s', (width, text) => {
    expect(drawn({ width, height: 240 }).series[0]?.data[1]?.label?.formatter).toBe(text)
  })

  it('have a scale of colours where no figures fit', () => {
    const { series, visualMap } = drawn({ width: 200, height: 90 })
    expect([series[0]?.label.show, visualMap.show]).toEqual([false, true])
    expect(drawn({ width: 900, height: 360 }).visualMap.show).toBe(false)
  })

  it('are written in what reads best on their colour', () => {
    const inks = (dark: boolean) => {
      const spec = heatMap.toSpec(byCohort, {}, { ...context, palette: [dark ? '#5685f7' : '#2f5fd0'], dark }) as EChartsSpec
      const { series } = spec.option as unknown as { series: { data: { label: { color: string } }[] }[] }
      return [0, 5].map((at) => series[0]?.data[at]?.label.color)
    }
    expect(inks(false)).toEqual(['#ffffff', '#1b2029'])
    expect(inks(true)).toEqual(['#1b2029', '#ffffff'])
  })
})
