import type { EntityDocument, Id } from '@tangram/data-model'
import { useMemo } from 'react'
import { useFormParts } from '../form/form-parts.ts'
import { type FieldView, fieldViewsOf } from './field-view.ts'

const none: { [id: Id]: FieldView } = {}

/** `fieldViewsOf` with the field types of the page; none while the entity is not there. */
export function useFieldViews(entity: EntityDocument | undefined): { [id: Id]: FieldView } {
  const { fieldTypes } = useFormParts()
  return useMemo(() => (entity ? fieldViewsOf(entity, fieldTypes) : none), [entity, fieldTypes])
}
