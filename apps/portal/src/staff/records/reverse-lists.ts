import { type EntityDocument, type FieldDocument, type Id, inOrder, type JsonValue } from '@tangram/data-model'
import type { FieldRegistry } from '@tangram/form-engine'
import { type AppForReader, fieldViewOf } from '@tangram/ui'

/** Records of `entity` whose `field` names a given record: the tickets of a customer. */
export type ReverseList = {
  entity: EntityDocument
  field: FieldDocument
  /** Whether the field may name several. */
  isMany: boolean
  /** The list in which such a record opens; undefined when the reader has none. */
  view: Id | undefined
}

/** Every relation of the app that leads to records of this entity, as far as the reader sees it. */
export function reverseListsOf(seen: AppForReader, target: Id, fieldTypes: FieldRegistry): ReverseList[] {
  return inOrder(seen.document.entities).flatMap((entity) =>
    inOrder(entity.fields).flatMap((field) => {
      const { valueType } = fieldViewOf(field, fieldTypes)
      if (valueType.kind !== 'reference' || valueType.to !== target) return []
      return [
        {
          entity,
          field,
          isMany: valueType.many === true,
          view: inOrder(seen.document.views).find((view) => view.entity === entity.id)?.id,
        },
      ]
    }),
  )
}

/** The records of a reverse list, as JSON Logic. */
export function reverseWhere({ field, isMany }: ReverseList, record: string): JsonValue {
  const own = { var: field.id }
  return isMany ? { in: [record, own] } : { '==': [own, record] }
}
