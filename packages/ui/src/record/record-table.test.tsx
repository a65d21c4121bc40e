import type { DataRecord } from '@tangram/data-model'
import { describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../client/api-problem.ts'
import { click, focus, press, render } from '../testing/render.tsx'
import type { FieldView } from './field-view.ts'
import { RecordTable } from './record-table.tsx'

const text = (id: string): FieldView => ({ id, label: { en: id }, icon: 'forms', widget: 'text', valueType: { kind: 'text' }, config: {} })
const columns = [text('number'), text('customer')]
const record = (id: string, customer: string): DataRecord => ({
  id,
  version: 1,
  createdAt: '2026-11-22T08:00:00.000Z',
  createdBy: null,
  updatedAt: '2026-11-22T08:00:00.000Z',
  updatedBy: null,
  values: { number: `TS-${id}`, customer },
})
const records = [record('1', 'Li Na'), record('2', 'Wang Fang'), record('3', 'Zhang Wei')]

// Without a layout engine nothing has a height, so the virtual list is told one.
Object.defineProperties(HTMLElement.prototype, { clientHeight: { get: () => 600 }, clientWidth: { get: () => 900 } })

const rows = () => [...document.querySelectorAll<HTMLElement>('[role="row"][data-index]')]

describe('a list of records', () => {
  it('is a grid that names its columns and rows', async () => {
    await render(<RecordTable label="Tickets" columns={columns} records={records} />)
    expect(document.querySelector('[role="grid"]')?.getAttribute('aria-label')).toBe('Tickets')
    expect([...document.querySelectorAll('[role="columnheader"]')].map((header) => header.textContent)).toEqual(['number', 'customer'])
    expect(rows().map((row) => row.textContent)).toEqual(['TS-1Li Na', 'TS-2Wang Fang', 'TS-3Zhang Wei'])
  })

  it('marks the cell of a field that this record does not show', async () => {
    const [first, second] = records as [DataRecord, DataRecord]
    const unseen = { ...first, values: { ...first.values, customer: null }, hidden: ['customer'] }
    await render(<RecordTable label="Tickets" columns={columns} records={[unseen, second]} />)
    expect(rows().map((row) => row.querySelector('[role="img"]')?.getAttribute('aria-label'))).toEqual([
      'Not visible to you in this record',
      undefined,
    ])
  })

  it('gives a choice the room of its longest label in the language of the reader', async () => {
    const options = [
      { id: 'new', label: { en: 'New', 'zh-CN': '新建' } },
      { id: 'confirming', label: { en: 'Awaiting confirmation', 'zh-CN': '待确认' } },
    ]
    const status: FieldView = { ...text('status'), options }
    const widths = async (locale: 'en' | 'zh-CN') => {
      const { box } = await render(<RecordTable label="Tickets" columns={[status]} records={records} />, { locale })
      return Number(/minmax\((\d+)/.exec(box.querySelector<HTMLElement>('[role="row"]')?.style.gridTemplateColumns ?? '')?.[1])
    }
    expect(await widths('en')).toBeGreaterThan(200)
    expect(await widths('zh-CN')).toBe(128)
  })

  it('moves by arrows and opens by Enter', async () => {
    const onOpen = vi.fn()
    await render(<RecordTable label="Tickets" columns={columns} records={records} onOpen={onOpen} />)
    await focus(rows()[0] as HTMLElement)
    await press('ArrowDown')
    expect(document.activeElement).toBe(rows()[1])
    await press('End')
    expect(document.activeElement).toBe(rows()[2])
    await press('ArrowUp')
    await press('Enter')
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(records[1])
  })

  it('takes one stop of the Tab key', async () => {
    await render(<RecordTable label="Tickets" columns={columns} records={records} onOpen={() => {}} />)
    expect(rows().map((row) => row.tabIndex)).toEqual([0, -1, -1])
  })

  it('sorts by its headers, first upwards, then downwards', async () => {
    const onSort = vi.fn()
    const { draw } = await render(<RecordTable label="Tickets" columns={columns} records={records} sort={[]} onSort={onSort} />)
    const header = () => document.querySelectorAll<HTMLElement>('[role="columnheader"]')[1]
    await click(header()?.querySelector('button') as HTMLElement)
    expect(onSort).toHaveBeenLastCalledWith([{ by: 'customer', dir: 'asc' }])
    await draw(<RecordTable label="Tickets" columns={columns} records={records} sort={[{ by: 'customer', dir: 'asc' }]} onSort={onSort} />)
    expect(header()?.getAttribute('aria-sort')).toBe('ascending')
    await click(header()?.querySelector('button') as HTMLElement)
    expect(onSort).toHaveBeenLastCalledWith([{ by: 'customer', dir: 'desc' }])
  })

  it('asks for more as its end comes near', async () => {
    const onMore = vi.fn()
    await render(<RecordTable label="Tickets" columns={columns} records={records} onMore={onMore} />)
    expect(onMore).toHaveBeenCalled()
  })

  it('says what would be here when there is nothing, and what went wrong when it cannot be read', async () => {
    const { draw, box } = await render(<RecordTable label="Tickets" columns={columns} records={[]} />)
    expect(box.textContent).toContain('No records yet')
    const problem = new ApiProblem({ status: 503, code: 'busy', title: 'Too busy', fix: 'Try later' })
    await draw(<RecordTable label="Tickets" columns={columns} records={[]} error={problem} onRetry={() => {}} />)
    expect(box.querySelector('[role="alert"]')?.textContent).toContain('Try later')
  })
})
