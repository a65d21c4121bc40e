import { AppError, type Collection, type Id, type JsonObject } from '@tangram/data-model'
import type { FormElement } from '@tangram/form-engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkApp } from '../check-app.ts'
import type { AppDocument } from '../document.ts'
import { defaultPlatform } from '../platform.ts'
import { sampleApp } from '../testing/sample-app.ts'
import { applyCommand } from './apply-command.ts'
import type { Command, ElementPlace } from './command.ts'

const after = (...commands: Command[]): AppDocument => applyCommand(sampleApp(), { type: 'batch', commands }).document
const elementsAfter = (...commands: Command[]) => after(...commands).forms.items.complaint?.elements as Collection<FormElement>
const sectionAfter = (...commands: Command[]) => elementsAfter(...commands).items.more as { order: Id[] }

const moveElement = (element: Id, parent: Id | null, before: Id | null = null): Command => ({
  type: 'move-element',
  form: 'complaint',
  element,
  place: { parent, before },
})

describe('applyCommand', () => {
  it('puts a new field into the table and its element before another one, as one step', () => {
    const document = after(
      { type: 'add-field', entity: 'ticket', field: { id: 'due', type: 'date', label: { en: 'Due' } }, before: 'hours' },
      {
        type: 'add-element',
        form: 'complaint',
        element: { id: 'due', kind: 'field', field: 'due' },
        place: { parent: 'more', before: 'hours' },
      },
    )
    expect(document.entities.items.ticket?.fields.order).toEqual([
      'number',
      'phone',
      'product',
      'status',
      'assignee',
      'due',
      'hours',
      'minutes',
    ])
    expect(document.forms.items.complaint?.elements.items.more).toMatchObject({ order: ['product', 'due', 'hours'] })
  })

  it('leaves the document it is given alone, and shares what it does not change', () => {
    const app = sampleApp()
    const { document } = applyCommand(app, { type: 'set', path: '/label/en', value: 'Other' })
    expect(app).toEqual(sampleApp())
    expect(document.entities).toBe(app.entities)
  })

  it('moves an element into a section, within a level, and out again', () => {
    expect(sectionAfter(moveElement('phone', 'more', 'hours')).order).toEqual(['product', 'phone', 'hours'])
    expect(elementsAfter(moveElement('phone', 'more')).order).toEqual(['more'])
    expect(elementsAfter(moveElement('phone', null)).order).toEqual(['more', 'phone'])
    expect(elementsAfter(moveElement('hours', null, 'phone')).order).toEqual(['hours', 'phone', 'more'])
    expect(elementsAfter(moveElement('phone', null, 'phone')).order).toEqual(['phone', 'more'])
  })

  it('refuses to move a section into itself', () => {
    expect(() => after(moveElement('more', 'more'))).toThrow(expect.objectContaining({ code: 'app.command.into-itself' }))
  })

  it('lays only tabs among tabs, and tabs nowhere else', () => {
    const add = (id: string, kind: string, parent: string | null): Command => ({
      type: 'add-element',
      form: 'complaint',
      element: { id, kind, label: {}, order: [] } as FormElement,
      place: { parent, before: null },
    })
    const elements = elementsAfter(add('pages', 'tabs', null), add('first', 'tab', 'pages'), moveElement('phone', 'first'))
    expect(elements.items.first).toMatchObject({ order: ['phone'] })
    expect(elements.items.pages).toMatchObject({ order: ['first'] })
    const refused = expect.objectContaining({ code: 'app.command.wrong-place' })
    expect(() => after(add('first', 'tab', null))).toThrow(refused)
    expect(() => after(add('pages', 'tabs', null), moveElement('phone', 'pages'))).toThrow(refused)
    expect(() => after(add('way', 'steps', null), add('first', 'tab', 'way'))).toThrow(refused)
  })

  it('takes a section away with all it holds', () => {
    const elements = elementsAfter(
      {
        type: 'add-element',
        form: 'complaint',
        element: { id: 'inner', kind: 'section', label: {}, order: [] },
        place: { parent: 'more', before: null },
      },
      moveElement('hours', 'inner'),
      { type: 'remove-element', form: 'complaint', element: 'more' },
    )
    expect(Object.keys(elements.items)).toEqual(['phone'])
    expect(elements.order).toEqual(['phone'])
  })

  it('takes a field off forms, lists, indexes and rights when it goes', () => {
    const document = after(
      { type: 'remove-field', entity: 'ticket', field: 'status' },
      { type: 'remove-field', entity: 'ticket', field: 'phone' },
    )
    expect(document.forms.items.complaint?.elements.order).toEqual(['more'])
    expect(document.views.items.tickets?.columns).toEqual(['number', 'created_at'])
    expect(document.entities.items.ticket).not.toHaveProperty('indexes')
    expect(document.entities.items.ticket).not.toHaveProperty('unique')
    const hidden = after({ type: 'remove-field', entity: 'ticket', field: 'minutes' }).access.roles.items.agent?.grants.ticket?.fields
    expect(hidden).toEqual({})
  })

  it('takes a report off its dashboards, a dashboard out of the rights and a form off its lists', () => {
    expect(after({ type: 'remove', collection: '/reports', id: 'by_status' }).dashboards.items.overview?.tiles).toEqual({
      order: [],
      items: {},
    })
    expect(after({ type: 'remove', collection: '/dashboards', id: 'overview' }).access.roles.items.agent?.dashboards).toEqual([])
    expect(after({ type: 'remove', collection: '/forms', id: 'complaint' }).views.items.tickets).not.toHaveProperty('form')
  })

  it('takes a table away with all that is about it, and puts all of it back', () => {
    const { document, inverse } = applyCommand(sampleApp(), { type: 'remove', collection: '/entities', id: 'ticket' })
    expect(document.entities.order).toEqual(['product'])
    for (const things of [document.forms, document.views, document.processes, document.rules, document.reports]) {
      expect(things).toEqual({ order: [], items: {} })
    }
    expect(document.access.roles.items.agent?.grants).toEqual({})
    expect(checkApp(document, defaultPlatform).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(applyCommand(document, inverse).document).toEqual(sampleApp())
  })

  it('takes connections away with their step', () => {
    const process = after({ type: 'remove-node', process: 'handling', node: 'handle' }).processes.items.handling
    expect(process?.nodes.order).toEqual(['start', 'end'])
    expect(process?.flows).toEqual({ order: [], items: {} })
  })

  it('changes properties one by one, never the id, and null takes one away', () => {
    const change = { span: 12, label: { en: 'Mobile' }, field: 'phone', id: 'other' }
    const command: Command = { type: 'update-element', form: 'complaint', element: 'phone', change }
    expect(elementsAfter(command).items.phone).toEqual({ id: 'phone', kind: 'field', field: 'phone', span: 12, label: { en: 'Mobile' } })
    expect(elementsAfter({ ...command, change: { span: null } }).items.phone).not.toHaveProperty('span')
  })

  it('sets one language of a text', () => {
    const set = (text: string): Command => ({ type: 'set-label', path: '/label', locale: 'en', text })
    expect(after(set('Help')).label).toEqual({ en: 'Help', 'zh-CN': '服务台' })
    expect(after(set('')).label).toEqual({ 'zh-CN': '服务台' })
    expect(after({ type: 'set-label', path: '/description', locale: 'en', text: 'New' }).description).toEqual({ en: 'New' })
  })

  it('refuses what is not there and ids that are taken, saying which', () => {
    expect(() => after({ type: 'set', path: '/forms/items/none/label', value: {} })).toThrow(/nothing at .*none/)
    expect(() => after({ type: 'set', path: '/__proto__/polluted', value: 1 })).toThrow(/nothing at/)
    expect(() => after({ type: 'update-field', entity: 'ticket', field: 'none', change: {} })).toThrow(/nothing at .*none/)
    expect(() => after({ type: 'add-field', entity: 'ticket', field: { id: 'phone', type: 'text', label: {} } })).toThrow(
      /“phone” is taken/,
    )
  })

  describe('whatever is done in whatever order', () => {
    const form = fc.constant('complaint')
    const entity = fc.constant('ticket')
    const element = fc.constantFrom('phone', 'more', 'product', 'hours', 'a', 'b')
    const field = fc.constantFrom('number', 'phone', 'status', 'hours', 'x', 'y')
    const node = fc.constantFrom('start', 'handle', 'end', 'n')
    const place: fc.Arbitrary<ElementPlace> = fc.record({ parent: fc.constantFrom(null, 'more', 'b'), before: fc.option(element) })
    const is = <T extends Command['type']>(type: T) => fc.constant(type)
    const added: fc.Arbitrary<FormElement> = fc.constantFrom(
      { id: 'a', kind: 'divider' as const },
      { id: 'b', kind: 'section' as const, label: { en: 'B' }, order: [] },
    )
    const newField = fc.constantFrom('x', 'y').map((id) => ({ id, type: 'text', label: { en: id } }))
    const newNode = fc.constant({ id: 'n', type: 'end', label: { en: 'N' }, config: {} })
    const structural: fc.Arbitrary<Command> = fc.oneof(
      fc.record({ type: is('add-element'), form, element: added, place }),
      fc.record({ type: is('move-element'), form, element, place }),
      fc.record({ type: is('remove-element'), form, element }),
      fc.record({ type: is('add-field'), entity, field: newField, before: fc.option(field) }),
      fc.record({
        type: is('update-field'),
        entity,
        field,
        change: fc.constantFrom<JsonObject>({ required: true }, { help: null }, { label: { en: 'L' } }),
      }),
      fc.record({ type: is('remove-field'), entity, field }),
      fc.record({ type: is('add-node'), process: fc.constant('handling'), node: newNode }),
      fc.record({
        type: is('connect'),
        process: fc.constant('handling'),
        flow: fc.record({ id: fc.constantFrom('f', 'g'), from: node, to: node }),
      }),
      fc.record({ type: is('remove-node'), process: fc.constant('handling'), node }),
      fc.record({
        type: is('move'),
        collection: fc.constantFrom('/entities', '/views'),
        id: fc.constantFrom('ticket', 'product', 'tickets'),
        before: fc.constant('product'),
      }),
      fc.record({
        type: is('remove'),
        collection: fc.constantFrom('/reports', '/rules', '/views', '/dashboards', '/entities'),
        id: fc.constantFrom('by_status', 'tell', 'tickets', 'overview', 'ticket'),
      }),
    )
    const anything: fc.Arbitrary<Command> = fc.oneof(
      structural,
      fc.record({
        type: is('set'),
        path: fc.constantFrom('/label/en', '/description', '/icon', '/forms/order/0', '/nowhere/x'),
        value: fc.jsonValue() as fc.Arbitrary<never>,
      }),
      fc.record({ type: is('set'), path: fc.constantFrom('/label/en', '/description', '/views/items/tickets/sort', '/forms/order/0') }),
      fc.record({ type: is('batch'), commands: fc.array(structural, { maxLength: 3 }) }),
    )

    /** Runs what can be run; gives every state with the way back. */
    function run(commands: readonly Command[]): { document: AppDocument; undo: Command[] } {
      let document = sampleApp()
      const undo: Command[] = []
      for (const command of commands) {
        try {
          const done = applyCommand(document, command)
          document = done.document
          undo.unshift(done.inverse)
        } catch (error) {
          // A command on something that is not there is refused; anything else is a bug.
          if (!(error instanceof AppError)) throw error
        }
      }
      return { document, undo }
    }

    it('undo leads back to the document it began with, and redo forward again', { timeout: 120_000 }, () => {
      fc.assert(
        fc.property(fc.array(anything, { maxLength: 12 }), (commands) => {
          const { document, undo } = run(commands)
          let current = document
          const redo: Command[] = []
          for (const inverse of undo) {
            const undone = applyCommand(current, inverse)
            current = undone.document
            redo.unshift(undone.inverse)
          }
          expect(current).toEqual(sampleApp())
          for (const command of redo) current = applyCommand(current, command).document
          expect(current).toEqual(document)
        }),
        { numRuns: process.env.LONG ? 3000 : 200 },
      )
    })

    it('every id stays in its order, exactly once', { timeout: 120_000 }, () => {
      const unsound = /^app\.order|^app\.id|^app\.shape|^form\.element\.(unknown$|placed-twice|not-placed)/
      fc.assert(
        fc.property(fc.array(structural, { maxLength: 12 }), (commands) => {
          const findings = checkApp(run(commands).document, defaultPlatform)
          expect(findings.filter(({ code }) => unsound.test(code))).toEqual([])
        }),
        { numRuns: process.env.LONG ? 3000 : 100 },
      )
    })
  })
})
