import { expect, it, vi } from 'vitest'
import type { DrawnProcess, InstanceVisit } from '../client/types.ts'
import { press, render } from '../testing/render.tsx'
import { standingsOf } from './node-standing.ts'
import { ProcessDiagram } from './process-diagram.tsx'
import { VisitsTable } from './visits-table.tsx'

const process: DrawnProcess = {
  id: 'p',
  label: { en: 'Purchase' },
  nodes: [
    { id: 'start', type: 'start', label: { en: 'Start' }, position: { x: 0, y: 0 } },
    { id: 'lead', type: 'approve', label: { en: 'Leader' }, position: { x: 250, y: 0 } },
    { id: 'end', type: 'end', label: { en: 'End' }, position: { x: 500, y: 0 } },
  ],
  flows: [
    { id: 'a', from: 'start', to: 'lead' },
    { id: 'b', from: 'lead', to: 'end', label: { en: 'Approved' } },
  ],
}
const visits: InstanceVisit[] = [1, 2].map((visit) => ({
  element: `lead-${visit}`,
  node: 'lead',
  label: { en: 'Leader' },
  visit,
  status: visit === 1 ? 'done' : 'active',
  startedAt: '2026-11-22T08:00:00.000Z',
  endedAt: visit === 1 ? '2026-11-22T08:10:00.000Z' : null,
  queuedMs: 1000,
  activeMs: 1000,
  suspendedMs: 0,
  workingMs: visit === 1 ? 300_000 : null,
  holders: [{ id: 'm', name: 'Mia' }],
  outcome: visit === 1 ? 'rejected' : null,
}))
const standing = standingsOf(visits, [], Date.parse('2026-11-22T08:20:00.000Z'))

it('says of each step in words what its colours show', async () => {
  const { box } = await render(<ProcessDiagram process={process} standing={standing} taken={{ a: 2 }} />)
  const names = [...box.querySelectorAll('[role="button"]')].map((node) => node.querySelector('title')?.textContent)
  expect(names).toContain('Leader, In progress, Visited 2 times, took 30 min, held by Mia')
  expect(names).toContain('End, Not reached')
  expect(box.querySelectorAll('[data-taken]')).toHaveLength(1)
})

it('is one stop of the Tab key; arrows move, Enter chooses', async () => {
  const onSelect = vi.fn()
  const { box } = await render(<ProcessDiagram process={process} standing={standing} onSelect={onSelect} />)
  expect(box.querySelectorAll('[role="button"][tabindex="0"]')).toHaveLength(1)
  const first = box.querySelector<SVGGElement>('[data-node="start"]')
  first?.focus()
  await press('ArrowRight')
  expect(document.activeElement?.getAttribute('data-node')).toBe('lead')
  await press('Enter')
  expect(onSelect).toHaveBeenCalledWith('lead')
})

it('stands beside its table: every visit with people, both times and its outcome', async () => {
  const { box } = await render(<VisitsTable visits={visits} incidents={[]} outcome={({ outcome }) => (outcome ? 'Rejected' : '')} />)
  const rows = [...box.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))
  expect(rows[0]).toEqual(['Leader', 'Done', 'Mia', expect.any(String), '10 min', '5 min', '1 s', 'Rejected'])
  expect(rows[1]?.slice(0, 2)).toEqual(['Leader · Visit 2', 'In progress'])
})
