import type { ReportResult } from '@tangram/report-engine'
import { describe, expect, it, vi } from 'vitest'
import { button, click, render, settle } from '../testing/render.tsx'
import { ChartView } from './chart-view.tsx'

const result: ReportResult = {
  columns: [
    { id: 'team', role: 'dimension', label: { en: 'Team' }, valueType: { kind: 'text' } },
    { id: 'n', role: 'measure', label: { en: 'Tickets' }, valueType: { kind: 'integer' } },
  ],
  rows: [
    ['Appliance', 12],
    ['Medical', 7],
  ],
  truncated: false,
  asOf: '2026-11-22T08:00:00.000Z',
  timezone: 'Asia/Shanghai',
}
const report = (type: string) => ({ label: { en: 'Tickets by team' }, chart: { type } })

/** Charts load their code when first shown. */
async function until(holds: () => unknown): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await settle()
}

describe('a chart', () => {
  it('is told as a table to those who cannot see it, and each row leads to its records', async () => {
    const onMark = vi.fn()
    await render(<ChartView report={report('bar')} result={result} onMark={onMark} />)
    await until(() => document.querySelector('table'))
    expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual(['Appliance12', 'Medical7'])
    expect(document.querySelector('caption')?.textContent).toContain('Tickets by team')
    await click(button('Medical'))
    expect(onMark).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ cell: { team: 'Medical' } }))
  })

  it('leads from every group, figure, total and head of a pivot to what it is over', async () => {
    const onMark = vi.fn()
    const [team, n] = result.columns as [(typeof result.columns)[number], (typeof result.columns)[number]]
    const pivot: ReportResult = {
      ...result,
      columns: [team, { ...team, id: 'state', label: { en: 'State' } }, n],
      rows: [
        ['Appliance', 'open', 9],
        ['Medical', 'shut', 7],
      ],
      totals: [
        {
          over: ['team'],
          rows: [
            [null, 'open', 9],
            [null, 'shut', 7],
          ],
        },
        {
          over: ['state'],
          rows: [
            ['Appliance', null, 12],
            ['Medical', null, 7],
          ],
        },
        { over: ['team', 'state'], rows: [[null, null, 16]] },
      ],
    }
    await render(<ChartView report={report('pivot')} result={pivot} onMark={onMark} />)
    await until(() => document.querySelector('table'))
    const leads = async (name: string) => {
      onMark.mockClear()
      await click(button(name))
      return onMark.mock.calls
    }
    expect(await leads('open')).toEqual([[{ cell: { state: 'open' }, measure: 'n' }]])
    expect(await leads('Medical')).toEqual([[{ cell: { team: 'Medical' }, measure: 'n' }]])
    expect(await leads('12')).toEqual([[{ cell: { team: 'Appliance' }, measure: 'n' }]])
    expect(await leads('16')).toEqual([[{ cell: {}, measure: 'n' }]])
    const empty = [...document.querySelectorAll('tbody td')].find((cell) => cell.textContent === '')
    onMark.mockClear()
    await click(empty as HTMLElement)
    expect(onMark).not.toHaveBeenCalled()
  })

  it('of one figure is a button named by what it counts', async () => {
    const onMark = vi.fn()
    const figure = { ...result, columns: [result.columns[1] as (typeof result.columns)[number]], rows: [[1284]] }
    await render(<ChartView report={report('kpi')} result={figure} onMark={onMark} />)
    await until(() => document.querySelector('button'))
    const card = document.querySelector('button') as HTMLButtonElement
    expect(card.textContent).toBe('1,284')
    expect(card.getAttribute('aria-label')).toContain('Tickets')
    await click(card)
    expect(onMark).toHaveBeenCalledOnce()
  })

  it('without data says so', async () => {
    const { box } = await render(<ChartView report={report('bar')} result={{ ...result, rows: [] }} />)
    expect(box.textContent).toContain('No data in this period')
  })
})
