import { createClient, type SlaState, TangramProvider } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { RecordSlas } from './record-slas.tsx'

const hour = 3_600_000
const clock = (stage: string, change: Partial<SlaState>): SlaState => ({
  sla: 'complaints',
  label: { en: 'Complaints' },
  stage,
  stageLabel: { en: stage },
  status: 'running',
  isPaused: false,
  startedAt: '2026-11-23T01:00:00.000Z',
  dueAt: '2026-11-23T09:00:00.000Z',
  targetMs: 8 * hour,
  elapsedMs: 2 * hour,
  pausedMs: 0,
  breachedAt: null,
  endedAt: null,
  ...change,
})

async function shown(clocks: SlaState[]): Promise<string[]> {
  const asked: string[] = []
  const fetch = async (input: RequestInfo | URL) => {
    asked.push(new URL(String(input), 'http://here').pathname)
    return new Response(JSON.stringify(clocks), { headers: { 'content-type': 'application/json' } })
  }
  const root = createRoot(window.document.body.appendChild(window.document.createElement('div')))
  onTestFinished(() => {
    root.unmount()
    window.document.body.replaceChildren()
  })
  root.render(
    <TangramProvider client={createClient({ fetch })} locale="en">
      <RecordSlas app="desk" entity="ticket" record="r1" />
    </TangramProvider>,
  )
  await vi.waitFor(() => expect(asked).toContain('/api/v1/apps/desk/entities/ticket/records/r1/slas'))
  if (clocks.length > 0) await vi.waitFor(() => expect(window.document.querySelector('li')).not.toBeNull())
  return [...window.document.querySelectorAll('li')].map((item) => item.textContent ?? '')
}

it('says what is left of each stage, by how much one is over, and which waits', async () => {
  const texts = await shown([
    clock('response', { status: 'met', endedAt: '2026-11-23T03:00:00.000Z' }),
    clock('resolution', {}),
    clock('visit', { status: 'paused', isPaused: true, dueAt: null }),
    clock('refund', { status: 'breached', elapsedMs: 9.5 * hour, breachedAt: '2026-11-23T09:00:00.000Z' }),
    clock('gone', { status: 'cancelled' }),
  ])
  expect(texts).toHaveLength(4)
  expect(texts[0]).toMatch(/^responseKept/)
  expect(texts[1]).toMatch(/^resolution6 h.* left/)
  expect(texts[2]).toMatch(/^visitPaused, 6 h.* left/)
  expect(texts[3]).toMatch(/^refundOver by 1 h 30 min/)
})

it('shows nothing where nothing is promised', async () => {
  expect(await shown([])).toEqual([])
})
