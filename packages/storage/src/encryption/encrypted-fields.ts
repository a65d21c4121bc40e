import { type Entity, type Id, invariant, isEncrypted, type JsonValue, type RecordValues } from '@tangram/data-model'
import type { LoadedApp } from '../apps/loaded-app.ts'
import { fail } from '../errors.ts'
import { isSealed } from './sealed-value.ts'
import type { Vault } from './vault.ts'

type App = Pick<LoadedApp, 'id' | 'vault'>
type Fields = Pick<Entity, 'id' | 'order' | 'attributes'>

/** Ids of an entity's encrypted fields, in order. */
export function encryptedFields({ order, attributes }: Pick<Entity, 'order' | 'attributes'>): Id[] {
  return order.filter((id) => isEncrypted(attributes[id]?.valueType))
}

export function vaultOf({ id, vault }: App): Vault {
  invariant(vault, `the app ${id} has encrypted fields and so it has keys`)
  return vault
}

/** A value as its column holds it: sealed where the field is encrypted. */
export function sealedValue(app: App, entity: Fields, field: Id, record: string, value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string' || !isEncrypted(entity.attributes[field]?.valueType)) return value
  return vaultOf(app).seal({ entity: entity.id, field, record }, value)
}

/** The values with codes instead of those of encrypted fields: they tell what is equal, and nothing else. */
export function codedValues(app: App, entity: Fields, values: RecordValues): RecordValues {
  const fields = encryptedFields(entity).filter((field) => typeof values[field] === 'string')
  if (fields.length === 0) return values
  const codes = fields.map((field) => [field, vaultOf(app).match({ entity: entity.id, field }, values[field] as string)])
  return { ...values, ...Object.fromEntries(codes) }
}

/** The values of one record, or of what it once was, with those of encrypted fields sealed. */
export function sealedValues(app: App, entity: Fields, record: string, values: RecordValues): RecordValues {
  const fields = encryptedFields(entity).filter((field) => typeof values[field] === 'string')
  return {
    ...values,
    ...Object.fromEntries(fields.map((field) => [field, sealedValue(app, entity, field, record, values[field]) ?? null])),
  }
}

type Opening = { id: string; values: RecordValues }

/**
 * Opens the encrypted fields of records, in place: the one way out for them, after rights chose what is there.
 *
 * @throws storage.encryption.damaged 500, storage.encryption.no-key 500
 */
export async function openValues(app: App, { id }: { id: Id }, fields: readonly Id[], records: readonly Opening[]): Promise<void> {
  await open(app, id, fields, records, () => true, true)
}

/**
 * Opens what is sealed in values of the past, such as changes and drafts, in place. What was written before its field was encrypted is there
 * as it was written, and what was sealed is so until a publish that ends the encryption has opened it.
 *
 * @throws storage.encryption.damaged 500 for a field that is encrypted now
 */
export async function openPast(app: App, entity: Fields, fields: readonly Id[], records: readonly Opening[]): Promise<void> {
  if (!app.vault) return
  const isNow = (field: Id) => isEncrypted(entity.attributes[field]?.valueType)
  await open(app, entity.id, fields.filter(isNow), records, isSealed, true)
  // Somebody may have typed what only looks sealed: it stays.
  const others = fields.filter((field) => !isNow(field))
  await open(app, entity.id, others, records, isSealed, false)
}

async function open(
  app: App,
  entity: Id,
  fields: readonly Id[],
  records: readonly Opening[],
  isWanted: (value: string) => boolean,
  isStrict: boolean,
): Promise<void> {
  const found = records.flatMap(({ id, values }) =>
    fields.flatMap((field) => {
      const sealed = values[field]
      return typeof sealed === 'string' && isWanted(sealed) ? [{ values, field, sealed, place: { entity, field, record: id } }] : []
    }),
  )
  if (found.length === 0) return
  const opened = await vaultOf(app).open(found)
  for (const [i, { values, field, place }] of found.entries()) {
    const each = opened[i]
    if (each && 'text' in each) values[field] = each.text
    else if (isStrict) throw notOpened(place, each?.problem)
  }
}

/** The error of a value that does not open. */
export function notOpened(place: { entity: Id; field: Id; record: string }, problem: 'unknown-key' | 'damaged' | undefined) {
  return fail(problem === 'unknown-key' ? 'storage.encryption.no-key' : 'storage.encryption.damaged', place)
}
