import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppDocument } from '../document.ts'
import { applyCommand } from './apply-command.ts'
import type { Command } from './command.ts'

const none = { order: [], items: {} }
const app: AppDocument = {
  format: 1,
  id: 'desk',
  label: { en: 'Desk' },
  entities: {
    order: ['ticket'],
    items: {
      ticket: {
        id: 'ticket',
        label: { en: 'Ticket' },
        title: 'name',
        fields: { order: ['name'], items: { name: { id: 'name', type: 'text', label: { en: 'Name' } } } },
      },
    },
  },
  forms: {
    order: ['complaint'],
    items: {
      complaint: {
        id: 'complaint',
        label: { en: 'Complaint' },
        entity: 'ticket',
        elements: {
          order: ['who', 'more'],
          items: {
            who: { id: 'who', kind: 'field', field: 'name' },
            more: { id: 'more', kind: 'section', label: { en: 'More' }, order: ['hint'] },
            hint: { id: 'hint', kind: 'description', label: { en: 'Hint' } },
          },
        },
      },
    },
  },
  processes: none,
  rules: none,
  reports: none,
  dashboards: none,
  views: none,
  access: { roles: none },
}

const elementsAfter = (command: Command) => applyCommand(app, command).document.forms.items.complaint?.elements

describe('applyCommand', () => {
  it('puts a new field into the entity and its element before another one, as one step', () => {
    const { document } = applyCommand(app, {
      type: 'batch',
      commands: [
        { type: 'add-field', entity: 'ticket', field: { id: 'wish_date', type: 'date', label: { en: 'Wish date' } } },
        {
          type: 'add-element',
          form: 'complaint',
          element: { id: 'wish_date', kind: 'field', field: 'wish_date' },
          place: { parent: null, before: 'more' },
        },
      ],
    })
    expect(document.entities.items.ticket?.fields.order).toEqual(['name', 'wish_date'])
    expect(document.forms.items.complaint?.elements.order).toEqual(['who', 'wish_date', 'more'])
  })

  it('moves an element into a section and out again', () => {
    const moved = applyCommand(app, { type: 'move-element', form: 'complaint', element: 'who', place: { parent: 'more', before: 'hint' } })
    expect(moved.document.forms.items.complaint?.elements).toMatchObject({ order: ['more'], items: { more: { order: ['who', 'hint'] } } })
    expect(applyCommand(moved.document, moved.inverse).document).toEqual(app)
  })

  it('moves within a level to the end when nothing is named to stand before', () => {
    expect(
      elementsAfter({ type: 'move-element', form: 'complaint', element: 'who', place: { parent: null, before: null } })?.order,
    ).toEqual(['more', 'who'])
  })

  it('takes a section away with what it holds', () => {
    const after = elementsAfter({ type: 'remove-element', form: 'complaint', element: 'more' })
    expect(after).toEqual({ order: ['who'], items: { who: { id: 'who', kind: 'field', field: 'name' } } })
  })

  it('takes a property away when set without a value, and undo brings it back', () => {
    const { document, inverse } = applyCommand(app, { type: 'set', path: '/forms/items/complaint/label/en' })
    expect(document.forms.items.complaint?.label).toEqual({})
    expect(applyCommand(document, inverse).document).toEqual(app)
  })

  it('refuses what the document does not have', () => {
    expect(() => applyCommand(app, { type: 'set', path: '/forms/items/none/label', value: {} })).toThrow(/nothing at/)
    expect(() => applyCommand(app, { type: 'add-field', entity: 'none', field: { id: 'a', type: 'text', label: {} } })).toThrow(
      /nothing at .*none/,
    )
    expect(() => applyCommand(app, { type: 'set', path: '/__proto__/x', value: 1 })).toThrow(/nothing at/)
  })

  it('undoes every run of commands to the document it began with', () => {
    const place = fc.record({ parent: fc.constantFrom(null, 'more'), before: fc.constantFrom(null, 'who', 'hint', 'a', 'b') })
    const command: fc.Arbitrary<Command> = fc.oneof(
      fc.record({
        type: fc.constant('move-element' as const),
        form: fc.constant('complaint'),
        element: fc.constantFrom('who', 'hint', 'a', 'b'),
        place,
      }),
      fc.record({
        type: fc.constant('add-element' as const),
        form: fc.constant('complaint'),
        element: fc.constantFrom('a', 'b').map((id) => ({ id, kind: 'divider' as const })),
        place,
      }),
      fc.record({
        type: fc.constant('remove-element' as const),
        form: fc.constant('complaint'),
        element: fc.constantFrom('who', 'more', 'hint', 'a', 'b'),
      }),
      fc.record({ type: fc.constant('set' as const), path: fc.constantFrom('/label/en', '/description', '/icon'), value: fc.string() }),
    )
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        let document = app
        const inverses: Command[] = []
        for (const each of commands) {
          try {
            const result = applyCommand(document, each)
            document = result.document
            inverses.unshift(result.inverse)
          } catch {
            // A command on something that is not there changes nothing.
          }
        }
        for (const inverse of inverses) document = applyCommand(document, inverse).document
        expect(document).toEqual(app)
      }),
    )
  })
})
