import { type Id, invariant, type JsonValue, pointer } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import type { Command, ElementPlace } from './command.ts'
import type { AppDocument } from './document.ts'
import { readPointer, writePointer } from './pointer-access.ts'

type Set = Extract<Command, { type: 'set' }>

/**
 * Applies a command and says how to take it back. Pure: the document given is not changed, and what a command does not
 * touch is shared with it.
 *
 * @throws InvariantError when the command names something the document does not have
 */
export function applyCommand(document: AppDocument, command: Command): { document: AppDocument; inverse: Command } {
  if (command.type === 'batch') {
    let current = document
    const inverses: Command[] = []
    for (const part of command.commands) {
      const { document: next, inverse } = applyCommand(current, part)
      inverses.unshift(inverse)
      current = next
    }
    return { document: current, inverse: { type: 'batch', commands: inverses } }
  }
  if (command.type === 'set') return applySet(document, command)
  return applyCommand(document, { type: 'batch', commands: writesOf(document, command) })
}

function applySet(document: AppDocument, command: Set): { document: AppDocument; inverse: Command } {
  const before = readPointer(document as unknown as JsonValue, command.path)
  return {
    document: writePointer(document as unknown as JsonValue, command.path, command.value) as unknown as AppDocument,
    inverse: before === undefined ? { type: 'set', path: command.path } : { type: 'set', path: command.path, value: before },
  }
}

/** Every command comes down to writing values at pointers, so that one inverse serves all. */
function writesOf(document: AppDocument, command: Exclude<Command, { type: 'set' | 'batch' }>): Set[] {
  switch (command.type) {
    case 'add-field': {
      const base = ['entities', 'items', command.entity, 'fields']
      const entity = document.entities.items[command.entity]
      invariant(entity, `no entity ${command.entity}`)
      invariant(!Object.hasOwn(entity.fields.items, command.field.id), `field ${command.field.id} exists already`)
      return [
        write([...base, 'items', command.field.id], command.field as unknown as JsonValue),
        write([...base, 'order'], inserted(entity.fields.order, command.field.id, command.before ?? null)),
      ]
    }
    case 'remove-field': {
      const base = ['entities', 'items', command.entity, 'fields']
      const entity = document.entities.items[command.entity]
      invariant(entity, `no entity ${command.entity}`)
      return [write([...base, 'order'], without(entity.fields.order, command.field)), write([...base, 'items', command.field])]
    }
    case 'add-element': {
      const form = formOf(document, command.form)
      invariant(!Object.hasOwn(form.elements.items, command.element.id), `element ${command.element.id} exists already`)
      return [
        write(['forms', 'items', form.id, 'elements', 'items', command.element.id], command.element as unknown as JsonValue),
        write(
          levelPath(form, command.place.parent),
          inserted(levelOf(form, command.place.parent), command.element.id, command.place.before),
        ),
      ]
    }
    case 'move-element': {
      const form = formOf(document, command.form)
      const from = parentOf(form, command.element)
      return moveWrites(form, command.element, from, command.place)
    }
    case 'remove-element': {
      const form = formOf(document, command.form)
      const element = form.elements.items[command.element]
      invariant(element, `no element ${command.element} on form ${form.id}`)
      const children = element.kind === 'section' ? element.order : []
      const parent = parentOf(form, element.id)
      return [
        write(levelPath(form, parent), without(levelOf(form, parent), element.id)),
        ...[element.id, ...children].map((id) => write(['forms', 'items', form.id, 'elements', 'items', id])),
      ]
    }
  }
}

function moveWrites(form: FormDocument, element: Id, from: Id | null, { parent, before }: ElementPlace): Set[] {
  const left = without(levelOf(form, from), element)
  if (from === parent) return [write(levelPath(form, parent), inserted(left, element, before === element ? null : before))]
  return [write(levelPath(form, from), left), write(levelPath(form, parent), inserted(levelOf(form, parent), element, before))]
}

function write(path: string[], value?: JsonValue): Set {
  return value === undefined ? { type: 'set', path: pointer(...path) } : { type: 'set', path: pointer(...path), value }
}

function formOf(document: AppDocument, id: Id): FormDocument {
  const form = document.forms.items[id]
  invariant(form, `no form ${id}`)
  return form
}

function levelPath(form: FormDocument, parent: Id | null): string[] {
  const elements = ['forms', 'items', form.id, 'elements']
  return parent === null ? [...elements, 'order'] : [...elements, 'items', parent, 'order']
}

function levelOf(form: FormDocument, parent: Id | null): Id[] {
  if (parent === null) return form.elements.order
  const container = form.elements.items[parent]
  invariant(container?.kind === 'section', `element ${parent} of form ${form.id} holds no others`)
  return container.order
}

function parentOf(form: FormDocument, element: Id): Id | null {
  const holder = Object.values(form.elements.items).find((item) => item.kind === 'section' && item.order.includes(element))
  return holder?.id ?? null
}

function inserted(order: readonly Id[], id: Id, before: Id | null): Id[] {
  const index = before === null ? -1 : order.indexOf(before)
  return index === -1 ? [...order, id] : [...order.slice(0, index), id, ...order.slice(index)]
}

function without(order: readonly Id[], id: Id): Id[] {
  return order.filter((other) => other !== id)
}
