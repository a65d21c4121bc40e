import { type AppDocument, applyCommand, type Command, checkApp } from '@tangram/app-model'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { emptyApp } from '../things/empty-app.ts'
import { startOf, type ThingKind } from '../things/starters.ts'
import { addWay, insertStep, makeDefault, removeStep } from './edit-flow.ts'

const label = { 'zh-CN': '采购', en: 'Purchase' }
const run = (document: AppDocument, command: Command | undefined) => (command ? applyCommand(document, command).document : document)
const made = (document: AppDocument, kind: ThingKind) =>
  run(document, startOf(kind, { document, label, entity: 'cai_gou', usedIds: {} }).command)
const start = () => made(made(emptyApp('purchase', label), 'entities'), 'processes')
const flowOf = (document: AppDocument) => document.processes.items.cai_gou as ProcessDocument
const errorsOf = (document: AppDocument) => checkApp(document, platform).filter(({ severity }) => severity === 'error')
const typeNamed = (type: string) => {
  const found = platform.nodes.find((node) => node.type === type)
  if (!found) throw new Error(type)
  return found
}
const waysFrom = (document: AppDocument, from: string) =>
  inOrder(flowOf(document).flows).flatMap((flow) => (flow.from === from ? [`${flow.port ?? '·'} → ${flow.to}`] : []))

it.each(platform.nodes.filter(({ begins }) => !begins).map(({ type }) => type))(
  'a %s put after the start leaves the flow whole',
  (type) => {
    const app = start()
    const { id, command } = insertStep(app, flowOf(app), 'start', typeNamed(type))
    const after = run(app, command)
    expect(flowOf(after).nodes.items[id]?.type).toBe(type)
    expect(errorsOf(after)).toEqual([])
  },
)

it('the way that led on leads into the new step, and from it to where it went', () => {
  const app = start()
  const after = run(app, insertStep(app, flowOf(app), 'approve', typeNamed('handle')).command)
  expect(waysFrom(after, 'approve')).toEqual(['approved → chu_li', 'rejected → refused'])
  expect(waysFrom(after, 'chu_li')).toEqual(['· → end'])
})

it('steps that were placed by hand make room', () => {
  const app = run(start(), { type: 'set', path: '/processes/items/cai_gou/nodes/items/approve/position', value: { x: 300, y: 40 } })
  const after = run(app, insertStep(app, flowOf(app), 'start', typeNamed('handle')).command)
  expect(flowOf(after).nodes.items.approve?.position).toEqual({ x: 540, y: 40 })
  expect(flowOf(after).nodes.items.chu_li?.position).toEqual({ x: 240, y: 0 })
})

it('a step taken out is passed by', () => {
  const app = start()
  const longer = run(app, insertStep(app, flowOf(app), 'start', typeNamed('handle')).command)
  const after = run(longer, removeStep(flowOf(longer), 'chu_li'))
  expect(waysFrom(after, 'start')).toEqual(['· → approve'])
  expect(errorsOf(after)).toEqual([])
})

it('a condition with two ways needs one that is taken when no other holds, and has one at most', () => {
  const app = start()
  const { id, command } = insertStep(app, flowOf(app), 'start', typeNamed('exclusive-gateway'))
  const gateway = run(app, command)
  const two = run(gateway, addWay(flowOf(gateway), id))
  const [first, second] = inOrder(flowOf(two).flows).filter(({ from }) => from === id)
  expect(errorsOf(two).map(({ code }) => code)).toContain('flow.gateway.no-default')
  if (!first || !second) throw new Error('two ways expected')
  const sound = run(two, makeDefault(flowOf(two), first))
  expect(errorsOf(sound)).toEqual([])
  const turned = run(sound, makeDefault(flowOf(sound), second))
  expect(inOrder(flowOf(turned).flows).flatMap((flow) => (flow.default ? [flow.id] : []))).toEqual([second.id])
  expect(errorsOf(turned)).toEqual([])
})
