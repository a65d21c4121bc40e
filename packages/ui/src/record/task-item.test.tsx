import { expect, it } from 'vitest'
import type { TaskSummary } from '../client/types.ts'
import { render } from '../testing/render.tsx'
import { TaskItem } from './task-item.tsx'

const task: TaskSummary = {
  id: '1',
  app: 'service_desk',
  entity: 'ticket',
  record: '2',
  recordTitle: 'TS-20261122-0006',
  recordNumber: 'TS-20261122-0006',
  process: { en: 'Complaint handling' },
  node: 'handle',
  label: { en: 'Handle' },
  openedAt: '2026-11-22T08:00:00.000Z',
  dueAt: null,
  assignee: null,
  candidates: 2,
}
const times = async (text: string, more: Partial<TaskSummary>) => {
  const { box } = await render(<TaskItem task={{ ...task, ...more }} href="/tasks/1" />)
  return (box.textContent ?? '').split(text).length - 1
}

it('names a record by its number once, and by title and number when these differ', async () => {
  expect(await times('TS-20261122-0006', {})).toBe(1)
  expect(await times('TS-20261122-0006', { recordTitle: 'Frost in the fridge' })).toBe(1)
  expect(await times('Frost in the fridge', { recordTitle: 'Frost in the fridge' })).toBe(1)
})

it('says who asks for it, and how many may take it as long as nobody has', async () => {
  const mine = { assignee: { id: 'a', name: 'Ann' }, candidates: 1 }
  expect(await times('from Mia', { ...mine, initiator: { id: 'm', name: 'Mia' } })).toBe(1)
  expect(await times('Ann', mine)).toBe(0)
  expect(await times('2 people may take it', {})).toBe(1)
  expect(await times('2 people may take it', { closedAt: '2026-11-22T10:00:00.000Z' })).toBe(0)
})

it('says on whose behalf it came here and that somebody waits for it, but not of what is over', async () => {
  const urgedAt = '2026-11-22T09:00:00.000Z'
  expect(await times('for Mia', { insteadOf: { id: 'm', name: 'Mia' } })).toBe(1)
  expect(await times('Reminded', { urgedAt })).toBe(1)
  expect(await times('Overdue', { dueAt: '2026-01-01T00:00:00.000Z' })).toBe(1)
  const closedAt = '2026-11-22T10:00:00.000Z'
  expect(await times('Reminded', { urgedAt, closedAt })).toBe(0)
  expect(await times('Overdue', { dueAt: '2026-01-01T00:00:00.000Z', closedAt })).toBe(0)
})
