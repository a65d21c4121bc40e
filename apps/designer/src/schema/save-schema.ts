import type { EntityDocument } from '@tangram/data-model'
import { toJsonSchema } from '@tangram/form-engine'
import { platform } from '../platform.ts'

/** Hands a table's JSON Schema to the browser as a file. */
export function saveSchema(entity: EntityDocument): void {
  const file = new Blob([JSON.stringify(toJsonSchema(entity, platform.fields), null, 2)], { type: 'application/schema+json' })
  const link = window.document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${entity.id}.schema.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
