import { type DataRecord, type EntityDocument, inOrder, type JsonValue } from '@tangram/data-model'

/** How a record is called: its running number, if the entity has one, and its title. */
export function recordTitle(entity: EntityDocument | undefined, record: DataRecord): { number: string | null; title: string } {
  const serial = inOrder(entity?.fields).find((field) => field.type === 'serialNumber')
  const number = serial ? words(record, record.values[serial.id]) : ''
  const title = entity && entity.title !== serial?.id ? words(record, record.values[entity.title]) : ''
  return { number: number || null, title: title || number || record.id.slice(0, 8) }
}

function words(record: DataRecord, value: JsonValue | undefined): string {
  if (value === undefined || value === null || typeof value === 'object') return ''
  const text = String(value)
  return record.labels?.[text] ?? text
}
