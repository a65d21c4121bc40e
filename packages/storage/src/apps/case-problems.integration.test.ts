import type { AppDocument } from '@tangram/app-model'
import type { CaseDocument, NodeDocument, ProcessDocument } from '@tangram/flow-engine'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Storage } from '../storage.ts'
import { type Cast, desk, listed, openDesk, openStorage, system } from '../testing/desk.ts'
import { testDatabase } from '../testing/index.ts'

const en = (text: string) => ({ en: text, 'zh-CN': text })

/** A red ticket goes to team red, another to blue; a dear one has to be signed. */
const process: ProcessDocument = {
  id: 'ticket_flow',
  label: en('Tickets'),
  entity: 'ticket',
  nodes: listed<NodeDocument>([
    { id: 'start', type: 'start', label: en('Start'), config: {} },
    { id: 'handle', type: 'handle', label: en('Handle'), config: { assignees: { kind: 'team', team: 'red', pick: 'all' } } },
    { id: 'dear', type: 'exclusive-gateway', label: en('Dear?'), config: {} },
    { id: 'sign', type: 'handle', label: en('Sign'), config: { assignees: { kind: 'role', role: 'manager' } } },
    { id: 'end', type: 'end', label: en('End'), config: { outcome: 'done' } },
  ]),
  flows: listed([
    { id: 'f1', from: 'start', to: 'handle' },
    { id: 'f2', from: 'handle', to: 'dear' },
    { id: 'f3', from: 'dear', to: 'sign', when: { '==': [{ var: 'product.line' }, 'dear'] } },
    { id: 'f4', from: 'dear', to: 'end', default: true },
    { id: 'f5', from: 'sign', to: 'end' },
  ]),
}

const savedCase = (more: Partial<CaseDocument>): CaseDocument => ({
  id: 'plain',
  label: en('Plain'),
  initiator: null,
  values: { subject: 'x' },
  steps: [],
  expect: { path: ['start', 'handle', 'dear', 'end'], outcome: 'done' },
  ...more,
})

let db: Awaited<ReturnType<typeof testDatabase>>
let storage: Storage
let cast: Cast

beforeAll(async () => {
  db = await testDatabase()
  storage = await openStorage(db)
  cast = await openDesk(storage)
})
afterAll(async () => {
  await storage.close()
  await db.close()
})

async function draftWith(...cases: CaseDocument[]) {
  const { document, revision } = await storage.apps.draft(cast.mia, 'desk')
  document.processes = listed([{ ...process, cases: listed(cases) }])
  await storage.apps.saveDraft(cast.mia, 'desk', document, revision)
}

it('publishes when every saved case comes out as it says', async () => {
  await draftWith(savedCase({}))
  expect(await storage.apps.plan(cast.mia, 'desk')).toMatchObject({ canPublish: true, diagnostics: [] })
  await expect(storage.apps.publish(cast.mia, 'desk')).resolves.toMatchObject({ version: 2 })
})

it('does not publish when one comes out otherwise, and says which', async () => {
  await draftWith(savedCase({ expect: { never: ['handle'] } }))
  const plan = await storage.apps.plan(cast.mia, 'desk')
  expect(plan.canPublish).toBe(false)
  expect(plan.diagnostics).toMatchObject([
    { code: 'flow.case.entered', path: '/processes/items/ticket_flow/cases/items/plain/expect/never', severity: 'error' },
  ])
  await expect(storage.apps.publish(cast.mia, 'desk')).rejects.toMatchObject({ code: 'storage.draft.invalid', status: 422 })
  expect((await storage.apps.get(system, 'desk')).version).toBe(2)
})

it('knows the people there are and, of other records, what the one who publishes may see', async () => {
  const product = await storage.records(cast.mia).create('desk', 'product', { model: 'M1', line: 'dear' })
  const values = { subject: 'x', product: product.id }
  const path = ['start', 'handle', 'dear', 'sign', 'end']
  await draftWith(
    savedCase({ values, steps: [{ do: 'complete', node: 'handle', by: cast.ids.ann, outcome: 'done' }], expect: { path } }),
    savedCase({ id: 'blue', steps: [{ do: 'complete', node: 'handle', by: cast.ids.bob, outcome: 'done' }], expect: {} }),
  )
  const { diagnostics } = await storage.apps.plan(cast.mia, 'desk')
  expect(diagnostics.map(({ code, path: at }) => [code, at])).toEqual([
    ['flow.case.refused', '/processes/items/ticket_flow/cases/items/blue/steps/0'],
  ])
  const about = { app: 'desk', entity: 'ticket', process: 'ticket_flow' }
  const fact = { type: 'value' as const, path: ['product', 'line'], via: product.id }
  await expect(storage.apps.playFacts(cast.mia, about, [fact])).resolves.toEqual({ [`value:product.line@${product.id}`]: 'dear' })
  await expect(storage.apps.playFacts(cast.ann, about, [fact])).rejects.toMatchObject({ code: 'storage.design.forbidden' })
})

it('plays the cases of an app that was never published', async () => {
  const document: AppDocument = desk((app) => {
    app.id = 'second'
    app.processes = listed([{ ...process, cases: listed([savedCase({ values: { subject: 'x', product: cast.ids.ann } })]) }])
  })
  await storage.apps.create(system, document)
  await expect(storage.apps.publish(system, 'second')).resolves.toMatchObject({ version: 1 })
})
