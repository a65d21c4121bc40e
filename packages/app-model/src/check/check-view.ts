import { type Diagnostic, diagnose, type Id, isEncrypted, itemOf, pointer } from '@tangram/data-model'
import { checkExpression } from '@tangram/expression'
import type { ViewDocument } from '../document.ts'
import { linkMessages } from '../messages.ts'
import type { CheckContext } from './context.ts'

/** Columns and sorting name fields, the form is one of the same table, the filter holds. */
export function checkView(view: ViewDocument, { app, entity, entityIds, scopeOf }: CheckContext): Diagnostic[] {
  const shown = entity(view.entity)
  const scope = scopeOf(view.entity)
  if (!shown || !scope) return [diagnose(linkMessages, 'app.entity.unknown', '/entity', { id: view.entity, known: [...entityIds] })]
  const checkField = (id: Id, path: string) =>
    scope.typeOf([id]) ? [] : [diagnose(linkMessages, 'app.field.unknown', path, { entity: shown.label, id })]
  const checkSort = (id: Id, path: string) =>
    isEncrypted(scope.typeOf([id]))
      ? [diagnose(linkMessages, 'app.field.encrypted', path, { field: shown.attributes[id]?.label ?? id })]
      : checkField(id, path)
  const form = view.form === undefined ? undefined : itemOf(app.forms, view.form)
  return [
    ...view.columns.flatMap((column, index) => checkField(column, pointer('columns', index))),
    ...(view.sort ?? []).flatMap(({ by }, index) => checkSort(by, pointer('sort', index, 'by'))),
    ...(view.where === undefined ? [] : checkExpression(view.where, { ...scope, inDatabase: true }, '/where').diagnostics),
    ...(view.form !== undefined && !form ? [diagnose(linkMessages, 'app.form.unknown', '/form', { id: view.form })] : []),
    ...(form && form.entity !== view.entity
      ? [diagnose(linkMessages, 'app.form.other-entity', '/form', { id: form.id, entity: shown.label })]
      : []),
  ]
}
