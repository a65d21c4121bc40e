import type { AppDocument } from '@tangram/app-model'
import { emptyCollection, type Id, itemOf } from '@tangram/data-model'
import type { Task } from '@tangram/storage'
import { type VisibleApp, visibleEntity, visibleForm } from './visible-app.ts'

/**
 * The parts of an app that somebody needs for one task, whether they have a role in the app or not: the entity with the fields that the
 * task shows, and the form of its step.
 *
 * @param shown ids of the fields of the task's record that the reader may see
 */
export function appOfTask(document: AppDocument, task: Pick<Task, 'entity' | 'fields' | 'form'>, shown: readonly Id[]): VisibleApp {
  const entity = itemOf(document.entities, task.entity)
  const form = itemOf(document.forms, task.form ?? '')
  const hidden = new Set((entity?.fields.order ?? []).filter((field) => !shown.includes(field)))
  const readOnly = shown.filter((field) => !['write', 'required'].includes(task.fields[field] ?? ''))
  return {
    document: {
      format: document.format,
      id: document.id,
      label: document.label,
      ...(document.icon ? { icon: document.icon } : {}),
      entities: entity ? only(visibleEntity(entity, hidden)) : emptyCollection(),
      forms: form?.entity === task.entity ? only(visibleForm(form, hidden)) : emptyCollection(),
      processes: emptyCollection(),
      rules: emptyCollection(),
      reports: emptyCollection(),
      dashboards: emptyCollection(),
      views: emptyCollection(),
      access: { roles: emptyCollection() },
    },
    rights: {
      [task.entity]: {
        create: false,
        update: readOnly.length < shown.length,
        delete: false,
        export: false,
        readOnly,
        readOnlyOnCreate: [...shown],
      },
    },
  }
}

const only = <T extends { id: Id }>(item: T) => ({ order: [item.id], items: { [item.id]: item } })
