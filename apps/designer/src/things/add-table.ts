import type { AppDocument, Command, ViewDocument } from '@tangram/app-model'
import { type EntityDocument, type Id, inOrder } from '@tangram/data-model'
import type { FormDocument } from '@tangram/form-engine'
import { idFrom } from '../form/new-element.ts'

/** Adds a table that comes with its fields: its form, a list of it, and rights for every role; those that design may also delete and export. */
export function addTable(
  document: AppDocument,
  entity: EntityDocument,
  elements: FormDocument['elements'],
): { commands: Command[]; form: Id; view: Id } {
  const form: FormDocument = {
    id: idFrom(entity.id, (candidate) => Object.hasOwn(document.forms.items, candidate)),
    label: entity.label,
    entity: entity.id,
    elements,
  }
  const view: ViewDocument = {
    id: idFrom(entity.id, (candidate) => Object.hasOwn(document.views.items, candidate)),
    label: entity.label,
    entity: entity.id,
    columns: [...entity.fields.order.slice(0, 8), 'created_at'],
    sort: [{ by: 'created_at', dir: 'desc' }],
    form: form.id,
  }
  const commands: Command[] = [
    { type: 'add', collection: '/entities', item: entity },
    { type: 'add', collection: '/forms', item: form },
    { type: 'add', collection: '/views', item: view },
    ...inOrder(document.access.roles).map(
      (role): Command => ({
        type: 'set',
        path: `/access/roles/items/${role.id}/grants/${entity.id}`,
        value: { read: true, create: true, update: true, ...(role.designs ? { delete: true, export: true } : {}) },
      }),
    ),
  ]
  return { commands, form: form.id, view: view.id }
}
