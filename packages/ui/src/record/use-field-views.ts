import { type AppDocument, type ResolvedApp, resolveApp } from '@tangram/app-model'
import type { EntityDocument, Id } from '@tangram/data-model'
import type { EntityLookup, FieldRegistry } from '@tangram/form-engine'
import { useMemo } from 'react'
import { useFormParts } from '../form/form-parts.ts'
import { type FieldView, fieldViewsOf } from './field-view.ts'

const none: { [id: Id]: FieldView } = {}

/**
 * `fieldViewsOf` with the field types of the page; none while the entity is not there.
 *
 * @param app the app around it, which says what formulas and look-ups give
 */
export function useFieldViews(entity: EntityDocument | undefined, app: AppDocument | undefined): { [id: Id]: FieldView } {
  const { fieldTypes } = useFormParts()
  return useMemo(
    () => (entity ? fieldViewsOf(entity, fieldTypes, app && resolvedOf(app, fieldTypes).entity(entity.id)) : none),
    [entity, app, fieldTypes],
  )
}

/** The tables of an app by id, for forms that name their records: those of a linked table are named by its key, others by a uuid. */
export function useEntityLookup(app: AppDocument): EntityLookup {
  const { fieldTypes } = useFormParts()
  return useMemo(() => (id: Id) => resolvedOf(app, fieldTypes).entity(id), [app, fieldTypes])
}

const resolved = new WeakMap<AppDocument, ResolvedApp>()

function resolvedOf(app: AppDocument, fields: FieldRegistry): ResolvedApp {
  const known = resolved.get(app) ?? resolveApp(app, { fields })
  resolved.set(app, known)
  return known
}
