import { type EntityDocument, inOrder } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'

/** The width in pixels of a panel for records of this entity: the table of a sub-form asks for more. */
export function panelWidthPx(entity: EntityDocument, registry: FieldRegistry): number {
  return inOrder(entity.fields).some((field) => fieldTypeOf(registry, field.type)?.columns) ? 920 : 560
}
