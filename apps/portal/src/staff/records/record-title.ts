import { type DataRecord, type EntityDocument, type FieldDocument, inOrder, type JsonValue } from '@tangram/data-model'
import { type FieldRegistry, fieldTypeOf } from '@tangram/form-engine'

/** How a record is called: its running number, if the entity has one, and its title. */
export function recordTitle(
  entity: EntityDocument | undefined,
  record: DataRecord,
  fieldTypes: FieldRegistry,
): { number: string | null; title: string } {
  const serial = numberField(entity, fieldTypes)
  const number = serial ? words(record, record.values[serial.id]) : ''
  const title = entity && entity.title !== serial?.id ? words(record, record.values[entity.title]) : ''
  return { number: number || null, title: title || number || (entity?.linked ? record.id : record.id.slice(0, 8)) }
}

/** The field that numbers the records of a table. */
export function numberField(entity: EntityDocument | undefined, fieldTypes: FieldRegistry): FieldDocument | undefined {
  return inOrder(entity?.fields).find(({ type }) => fieldTypeOf(fieldTypes, type)?.serial)
}

function words(record: DataRecord, value: JsonValue | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') return ''
  const text = String(value)
  return record.labels?.[text] ?? text
}
