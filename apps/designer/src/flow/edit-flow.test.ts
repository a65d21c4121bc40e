import { type AppDocument, applyCommand, type Command, checkApp } from '@tangram/app-model'
import { inOrder } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { expect, it } from 'vitest'
import { platform } from '../platform.ts'
import { emptyApp } from '../things/empty-app.ts'
import { startOf, type ThingKind } from '../things/starters.ts'
import { addStep, insertStep } from './add-step.ts'
import { clipOf, pasteSteps } from './clip-steps.ts'
import { addWay, connect, makeDefault, removeSteps, whyNot } from './edit-flow.ts'
import { layOutAnew, moveSteps } from './move-steps.ts'
import { boxesOf } from './places.ts'

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
const inserted = (app: AppDocument, after: string, type: string) => {
  const added = insertStep(app, flowOf(app), after, typeNamed(type))
  if (!added) throw new Error(`${type} does not go after ${after}`)
  return { id: added.id, app: run(app, added.command) }
}
const waysFrom = (document: AppDocument, from: string) =>
  inOrder(flowOf(document).flows).flatMap((flow) => (flow.from === from ? [`${flow.port ?? '·'} → ${flow.to}`] : []))

/** Kinds that mean nothing by themselves: they need an event behind them, a partner, or something around them. */
const needsMore = ['event-gateway', 'link-throw', 'link-catch', 'call-process', 'cancel-end', 'compensate', 'compensation-end']

it.each(platform.nodes.filter(({ begins, attaches, type }) => !begins && !attaches && !needsMore.includes(type)).map(({ type }) => type))(
  'a %s put after the start leaves the flow whole',
  (type) => {
    const { id, app } = inserted(start(), 'start', type)
    expect(flowOf(app).nodes.items[id]?.type).toBe(type)
    expect(errorsOf(app)).toEqual([])
  },
)

it.each(['boundary-timer', 'boundary-message', 'boundary-error', 'boundary-escalation', 'boundary-signal'])(
  'a %s sits on the border of an activity, and leads to an end at once',
  (type) => {
    const { id, app } = inserted(start(), 'approve', type)
    expect(flowOf(app).nodes.items[id]?.attachedTo).toBe('approve')
    expect(waysFrom(app, id)).toEqual(['· → end'])
    expect(errorsOf(app)).toEqual([])
    expect(insertStep(app, flowOf(app), 'start', typeNamed(type))).toBeUndefined()
  },
)

it('the way that led on leads into the new step, and from it to where it went', () => {
  const { app } = inserted(start(), 'approve', 'handle')
  expect(waysFrom(app, 'approve')).toEqual(['approved → chu_li', 'rejected → refused'])
  expect(waysFrom(app, 'chu_li')).toEqual(['· → end'])
})

it('steps that were placed by hand make room', () => {
  const laidOut = run(start(), layOutAnew(flowOf(start())))
  const before = boxesOf(flowOf(laidOut))
  const { id, app } = inserted(laidOut, 'start', 'handle')
  const after = boxesOf(flowOf(app))
  const right = (after.get(id)?.x ?? 0) + (after.get(id)?.width ?? 0)
  expect(after.get('approve')?.x).toBeGreaterThan(right)
  expect(after.get('start')).toEqual(before.get('start'))
})

it('steps taken out are passed by', () => {
  const longer = inserted(inserted(start(), 'start', 'handle').app, 'chu_li', 'calculate').app
  const after = run(longer, removeSteps(flowOf(longer), ['chu_li', 'ji_suan']))
  expect(waysFrom(after, 'start')).toEqual(['· → approve'])
  expect(errorsOf(after)).toEqual([])
})

it('a sub-process is taken out with what stands in it and the events on its border', () => {
  const { id, app } = inserted(start(), 'start', 'sub-process')
  const timed = inserted(app, id, 'boundary-timer')
  expect(errorsOf(timed.app)).toEqual([])
  const after = run(timed.app, removeSteps(flowOf(timed.app), [id]))
  expect(flowOf(after).nodes.order).toEqual(['start', 'approve', 'end', 'refused'])
  expect(errorsOf(after)).toEqual([])
})

it('a step dropped into a sub-process stands in it, dropped out of it no more, and flows never cross its border', () => {
  const { id, app } = inserted(start(), 'start', 'sub-process')
  const laidOut = run(app, layOutAnew(flowOf(app)))
  const box = boxesOf(flowOf(laidOut)).get(id)
  if (!box) throw new Error('drawn')
  const inside = run(laidOut, moveSteps(flowOf(laidOut), new Map([['approve', { x: box.x + 60, y: box.y + 40 }]])))
  expect(flowOf(inside).nodes.items.approve?.parent).toBe(id)
  expect(waysFrom(inside, id)).toEqual(['· → end'])
  expect(whyNot(flowOf(inside), id, 'approve')).toBe('scope')
  const out = run(inside, moveSteps(flowOf(inside), new Map([['approve', { x: box.x, y: box.y + 900 }]])))
  expect(flowOf(out).nodes.items.approve).not.toHaveProperty('parent')
})

it('what stands in a sub-process moves along with it, events on borders with their activity', () => {
  const { id, app } = inserted(start(), 'start', 'sub-process')
  const timed = inserted(app, id, 'boundary-timer')
  const laidOut = run(timed.app, layOutAnew(flowOf(timed.app)))
  const before = boxesOf(flowOf(laidOut))
  const at = before.get(id)
  if (!at) throw new Error('drawn')
  const after = boxesOf(flowOf(run(laidOut, moveSteps(flowOf(laidOut), new Map([[id, { x: at.x, y: at.y + 500 }]])))))
  const inner = inOrder(flowOf(laidOut).nodes).filter(({ parent }) => parent === id)
  for (const each of [timed.id, ...inner.map((node) => node.id)]) expect(after.get(each)?.y).toBe((before.get(each)?.y ?? 0) + 500)
})

it('an event keeps to a border: put beside an activity it sits on that one from then on', () => {
  const one = inserted(inserted(start(), 'start', 'handle').app, 'approve', 'boundary-timer')
  const laidOut = run(one.app, layOutAnew(flowOf(one.app)))
  const other = boxesOf(flowOf(laidOut)).get('chu_li')
  if (!other) throw new Error('drawn')
  const moved = run(laidOut, moveSteps(flowOf(laidOut), new Map([[one.id, { x: other.x + 20, y: other.y + other.height }]])))
  expect(flowOf(moved).nodes.items[one.id]?.attachedTo).toBe('chu_li')
  const nowhere = moveSteps(flowOf(moved), new Map([[one.id, { x: other.x, y: other.y + 2000 }]]))
  expect(flowOf(run(moved, nowhere)).nodes.items[one.id]?.attachedTo).toBe('chu_li')
})

it('copies have ids and flows of their own', () => {
  const app = start()
  const clip = clipOf(flowOf(app), ['approve', 'end'])
  if (!clip) throw new Error('a clip')
  const { ids, command } = pasteSteps(flowOf(app), clip, undefined)
  const after = run(app, command)
  expect(flowOf(after).nodes.order).toHaveLength(6)
  expect(waysFrom(after, ids[0] ?? '')).toEqual([`approved → ${ids[1]}`])
  expect(waysFrom(after, 'approve')).toEqual(waysFrom(app, 'approve'))
})

it('no flow leads into a start or out of an end', () => {
  const app = start()
  expect(connect(flowOf(app), 'approve', 'start')).toBeUndefined()
  expect(connect(flowOf(app), 'end', 'approve')).toBeUndefined()
  expect(waysFrom(run(app, connect(flowOf(app), 'start', 'end')), 'start')).toEqual(['· → approve', '· → end'])
})

it('a step let go on a flow stands in it', () => {
  const app = start()
  const { id, command } = addStep(app, flowOf(app), typeNamed('calculate'), { flow: 'start_approve' })
  const after = run(app, command)
  expect(waysFrom(after, 'start')).toEqual([`· → ${id}`])
  expect(waysFrom(after, id)).toEqual(['· → approve'])
})

it.each(['exclusive-gateway', 'inclusive-gateway'])(
  'a %s with two ways needs one that is taken when no other holds, and has one at most',
  (type) => {
    const { id, app: gateway } = inserted(start(), 'start', type)
    const two = run(gateway, addWay(flowOf(gateway), id))
    const [first, second] = inOrder(flowOf(two).flows).filter(({ from }) => from === id)
    if (!first || !second) throw new Error('two ways expected')
    const sound = run(two, makeDefault(flowOf(two), first))
    expect(errorsOf(sound)).toEqual([])
    const turned = run(sound, makeDefault(flowOf(sound), second))
    expect(inOrder(flowOf(turned).flows).flatMap((flow) => (flow.default ? [flow.id] : []))).toEqual([second.id])
  },
)
