import { chartTypes, type ReportResult } from '@tangram/report-engine'
import { expect, it } from 'vitest'
import china from './china.ts'
import world from './world.ts'

type Shapes = { features: { properties: { [name: string]: string } }[] }

it.each([
  ['china', (china as Shapes).features.map(({ properties }) => properties.name)],
  ['world', (world as Shapes).features.map(({ properties }) => properties.iso_a2).filter((code) => code !== '-99')],
])('every shape of the map of %s is a region that figures find', (name, shapes) => {
  const map = chartTypes.find(({ type }) => type === 'map')
  const rows = [...new Set(shapes)].map((shape) => [shape ?? '', 1])
  const result: ReportResult = {
    columns: [
      { id: 'region', role: 'dimension', label: { en: 'Region' }, valueType: { kind: 'text' } },
      { id: 'n', role: 'measure', label: { en: 'n' }, valueType: { kind: 'integer' } },
    ],
    rows,
    truncated: false,
    asOf: '2026-11-22T08:00:00.000Z',
    timezone: 'Asia/Shanghai',
  }
  const spec = map?.toSpec(result, { map: name }, { locale: 'en', palette: ['#2f5fd0'], dark: false })
  expect(spec).toMatchObject({ kind: 'echarts', notes: [] })
})
