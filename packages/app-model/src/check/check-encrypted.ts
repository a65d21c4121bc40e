import type { Attribute, EntityDocument, FieldDocument } from '@tangram/data-model'
import type { linkMessages } from '../messages.ts'

/** Why a field that is marked cannot be encrypted. What uses it elsewhere says so there. */
export function checkEncrypted(
  { id, encrypted, default: preset }: FieldDocument,
  { title, linked }: Pick<EntityDocument, 'title' | 'linked'>,
  attribute: Attribute,
): (keyof typeof linkMessages)[] {
  if (encrypted !== true) return []
  if (id === title) return ['app.field.encrypted-title']
  return linked || preset !== undefined || !canBeEncrypted(attribute) ? ['app.field.cannot-encrypt'] : []
}

/** Whether a field holds texts that people type. */
export function canBeEncrypted({ valueType, options, serial, computed, virtual }: Attribute): boolean {
  return valueType.kind === 'text' && !options && !serial && computed === undefined && !virtual
}
