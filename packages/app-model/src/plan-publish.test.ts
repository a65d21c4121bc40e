import { type Entity, type FieldDocument, itemOf, type JsonValue } from '@tangram/data-model'
import { describe, expect, it } from 'vitest'
import { applyCommand } from './commands/apply-command.ts'
import type { Command } from './commands/command.ts'
import type { AppDocument } from './document.ts'
import { planPublish } from './plan-publish.ts'
import { defaultPlatform } from './platform.ts'
import { resolveApp } from './resolve-app.ts'
import { sampleApp } from './testing/sample-app.ts'
import { fieldsOf, withUsedIds } from './used-ids.ts'

const after = (...commands: Command[]): AppDocument => applyCommand(sampleApp(), { type: 'batch', commands }).document
const plan = (to: AppDocument, from: AppDocument | null = sampleApp()) => planPublish(from, to, defaultPlatform)
const entityOf = (app: AppDocument, id: string): Entity => resolveApp(app, defaultPlatform).entity(id) as Entity

const due: FieldDocument = { id: 'due', type: 'date', label: { en: 'Due date', 'zh-CN': '截止日期' } }
const addDue: Command = { type: 'add-field', entity: 'ticket', field: due }
const removeHours: Command = { type: 'remove-field', entity: 'ticket', field: 'hours' }
const becomes = (field: string, change: { [property: string]: JsonValue }): Command => ({
  type: 'update-field',
  entity: 'ticket',
  field,
  change,
})

describe('the diff', () => {
  const texts = (to: AppDocument, from: AppDocument | null = sampleApp()) => plan(to, from).diff.map(({ text }) => text)

  it('is empty between equal versions', () => {
    expect(plan(sampleApp())).toEqual({ diff: [], schemaChanges: [], diagnostics: [] })
  })

  it('says in both languages what a field means to people, and where it stands', () => {
    const element: Command = {
      type: 'add-element',
      form: 'complaint',
      element: { id: 'due', kind: 'field', field: 'due' },
      place: { parent: null, before: null },
    }
    expect(plan(after(addDue, element)).diff).toEqual([
      {
        kind: 'added',
        what: 'field',
        id: 'due',
        path: '/entities/items/ticket/fields/items/due',
        text: { en: 'Adds the field “Due date” to “Ticket”', 'zh-CN': '在“投诉”中新增字段“截止日期”' },
      },
      {
        kind: 'added',
        what: 'element',
        id: 'due',
        path: '/forms/items/complaint/elements/items/due',
        text: { en: 'Adds the element “Due date” to “Complaint”', 'zh-CN': '在“投诉登记”中新增元素“截止日期”' },
      },
    ])
  })

  it('says that the data of a retired field is kept', () => {
    expect(texts(after(removeHours))).toContainEqual({
      en: 'Retires the field “Hours” of “Ticket”; its data is kept',
      'zh-CN': '停用“投诉”中的字段“工时”，数据保留',
    })
  })

  it('names what changed about a thing in words, not in property names', () => {
    expect(texts(after(becomes('phone', { label: { en: 'Mobile', 'zh-CN': '手机' }, required: null })))).toEqual([
      { en: 'Changes the field “Mobile” of “Ticket”: name, required', 'zh-CN': '修改“投诉”中的字段“手机”：名称、必填' },
    ])
  })

  it('tells a new order apart from something new', () => {
    const move: Command = { type: 'move', collection: '/entities/items/ticket/fields', id: 'phone', before: null }
    expect(texts(after(move))).toEqual([{ en: 'Puts each field of “Ticket” into a new order', 'zh-CN': '调整“投诉”中字段的顺序' }])
  })

  it('calls a connection by its ends and says nothing of moved boxes', () => {
    const command: Command = { type: 'remove', collection: '/processes/items/handling/flows', id: 'handle_end' }
    const moved: Command = { type: 'update-node', process: 'handling', node: 'end', change: { position: { x: 1, y: 2 } } }
    expect(texts(after(command, moved))).toEqual([
      { en: 'Removes the connection “Handle → End” from “Handling”', 'zh-CN': '从“处理流程”中移除连线“处理 → 结束”' },
    ])
  })

  it('covers every part of an app', () => {
    const paths = ['/rules', '/reports', '/dashboards', '/views', '/access/roles', '/processes', '/forms', '/entities'] as const
    for (const collection of paths) {
      const holder = sampleApp() as unknown as { [key: string]: { order: string[] } }
      const order = collection === '/access/roles' ? sampleApp().access.roles.order : holder[collection.slice(1)]?.order
      const id = order?.[0] ?? ''
      expect(plan(after({ type: 'remove', collection, id })).diff.map((change) => [change.kind, change.id])).toContainEqual(['retired', id])
    }
  })

  it('of a first version is one line', () => {
    expect(texts(sampleApp(), null)).toEqual([{ en: 'First version of the app “Desk”', 'zh-CN': '应用“服务台”的首个版本' }])
  })
})

describe('schema changes', () => {
  const changes = (to: AppDocument, from: AppDocument | null = sampleApp()) => plan(to, from).schemaChanges

  it('of a first version make every table', () => {
    expect(changes(sampleApp(), null)).toEqual(
      ['product', 'ticket'].map((id) => ({ type: 'create-entity', entity: entityOf(sampleApp(), id) })),
    )
  })

  it('add a column for a new field', () => {
    const to = after(addDue)
    expect(changes(to)).toEqual([{ type: 'add-attribute', entity: 'ticket', attribute: entityOf(to, 'ticket').attributes.due }])
  })

  it('retire what goes, and never drop it', () => {
    expect(changes(after(becomes('minutes', { computed: null }), removeHours))).toContainEqual({
      type: 'retire-attribute',
      entity: 'ticket',
      attribute: 'hours',
    })
    expect(changes(after({ type: 'remove', collection: '/entities', id: 'product' }))).toContainEqual({
      type: 'retire-entity',
      entity: 'product',
    })
  })

  it('begin a new column when the kind of value changes, and warn', () => {
    const to = after(becomes('hours', { type: 'text' }))
    expect(changes(to)).toEqual([
      { type: 'retire-attribute', entity: 'ticket', attribute: 'hours' },
      { type: 'add-attribute', entity: 'ticket', attribute: entityOf(to, 'ticket').attributes.hours },
    ])
    expect(plan(to).diagnostics).toMatchObject([
      { code: 'plan.new-column', severity: 'warning', path: '/entities/items/ticket/fields/items/hours/type' },
    ])
  })

  it('keep the column when only its bounds, name or choices change', () => {
    expect(changes(after(becomes('status', { label: { en: 'State' } }), becomes('hours', { config: { max: 10 } })))).toEqual([])
    expect(changes(after(becomes('status', { type: 'radio' })))).toEqual([])
    expect(changes(after(becomes('phone', { required: null })))).toMatchObject([
      { type: 'change-attribute', entity: 'ticket', to: { required: false } },
    ])
  })

  it('make and drop indexes', () => {
    const to = after({ type: 'update', collection: '/entities', id: 'ticket', change: { indexes: [['assignee']], unique: null } })
    expect(changes(to)).toEqual([
      { type: 'drop-index', entity: 'ticket', fields: ['status'], unique: false },
      { type: 'add-index', entity: 'ticket', fields: ['assignee'], unique: false },
      { type: 'drop-index', entity: 'ticket', fields: ['phone', 'product'], unique: true },
    ])
  })

  it('bring back what was retired, when storage still keeps a column that can hold it', () => {
    const from = after(removeHours)
    const earlier = entityOf(sampleApp(), 'ticket').attributes.hours
    const retired = { entities: [], attributes: earlier ? [{ entity: 'ticket', attribute: earlier }] : [] }
    expect(planPublish(from, sampleApp(), defaultPlatform, { retired }).schemaChanges).toContainEqual({
      type: 'restore-attribute',
      entity: 'ticket',
      attribute: earlier,
    })
    const asText = applyCommand(sampleApp(), becomes('hours', { type: 'text' })).document
    expect(planPublish(from, asText, defaultPlatform, { retired }).schemaChanges.map(({ type }) => type)).toContain('add-attribute')
  })

  it('bring back a whole table, with what changed about it since', () => {
    const from = after({ type: 'remove', collection: '/entities', id: 'product' })
    const to = after({ type: 'add-field', entity: 'product', field: due })
    const retired = { entities: [entityOf(sampleApp(), 'product')], attributes: [] }
    expect(planPublish(from, to, defaultPlatform, { retired }).schemaChanges.map(({ type }) => type)).toEqual([
      'restore-entity',
      'add-attribute',
    ])
  })

  it('warn of rules that records may already break', () => {
    const to = after(becomes('assignee', { required: true, unique: true }))
    expect(plan(to).diagnostics.map(({ code }) => code)).toEqual(['plan.now-required', 'plan.now-unique'])
  })

  it('refuse the document of another app', () => {
    expect(plan({ ...sampleApp(), id: 'other' }).diagnostics).toMatchObject([{ code: 'plan.other-app', severity: 'error' }])
  })
})

describe('ids of earlier versions', () => {
  const used = withUsedIds({}, fieldsOf(sampleApp()), defaultPlatform.fields)
  const found = (from: AppDocument, to: AppDocument) =>
    planPublish(from, to, defaultPlatform, { used }).diagnostics.map(({ code, severity, path }) => ({ code, severity, path }))

  it('come back as what they were, which is said', () => {
    expect(found(after(removeHours), sampleApp())).toEqual([
      { code: 'plan.field-again', severity: 'warning', path: '/entities/items/ticket/fields/items/hours' },
    ])
  })

  it('are refused to a field of another type', () => {
    const asText = applyCommand(sampleApp(), becomes('hours', { type: 'text', config: {} })).document
    expect(found(after(removeHours), asText)).toEqual([
      { code: 'plan.id-used', severity: 'error', path: '/entities/items/ticket/fields/items/hours' },
    ])
  })

  it('are free within an entity that never used them', () => {
    const hours = itemOf(sampleApp().entities.items.ticket?.fields, 'hours') as FieldDocument
    expect(found(sampleApp(), after({ type: 'add-field', entity: 'product', field: { ...hours, type: 'text', config: {} } }))).toEqual([])
  })

  it('of choices are named when they come back', () => {
    const { config } = itemOf(sampleApp().entities.items.ticket?.fields, 'status') as FieldDocument
    const [first, ...others] = (config as { options: { id: string }[] }).options
    const without = after(becomes('status', { config: { ...config, options: others } }))
    expect(found(without, sampleApp())).toEqual([
      { code: 'plan.option-again', severity: 'warning', path: `/entities/items/ticket/fields/items/status/config` },
    ])
    expect(used.ticket?.status?.options).toContain(first?.id)
  })
})
