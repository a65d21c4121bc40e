/**
 * The words every other package speaks: ids, texts in two languages, value types, entities, queries, diagnostics, errors.
 *
 *     const rating = integer({ min: 1, max: 5 })
 *     columnTypeOf(rating) // 'smallint'
 */

export { checkConfig, configMessages } from './check-config.ts'
export { type Collection, emptyCollection, inOrder, itemOf } from './collection.ts'
export { columnTypeOf } from './column.ts'
export { type ConfigProperty, type ConfigSchema, withDefaults } from './config.ts'
export { type Diagnostic, diagnose, pointer } from './diagnostic.ts'
export {
  type Attribute,
  type DataRecord,
  type Entity,
  type EntityDocument,
  type FieldDocument,
  idTypeOf,
  type Option,
  recordAttributes,
  reservedFieldIds,
  reservedRowIds,
  rowsTableOf,
  systemEntities,
} from './entity.ts'
export { AppError, type ErrorCatalogue, failures, InvariantError, invariant, unreachable } from './errors.ts'
export { type Id, idPattern, isId } from './id.ts'
export { dateFormat, numberFormat } from './intl-formats.ts'
export { isDeeperThan } from './is-deeper-than.ts'
export { type CalendarDate, type Instant, isJsonObject, type JsonObject, type JsonValue, type RecordValues } from './json.ts'
export { isKey, joinedKey, keyTypeOf, type LinkedTable, maxKeyLength, partsOfKey } from './linked.ts'
export { type Locale, type LocalizedText, locales, textIn } from './localized-text.ts'
export { compoundSurnames, endsOf, type Mask, type MaskKind, maskKinds, maskText, mostShown } from './mask.ts'
export { fill, fillAll, type Message, type MessageCatalogue, type MessageParams } from './messages.ts'
export { type PersonalKind, personalKinds } from './personal.ts'
export type { RecordPage, RecordQuery } from './query.ts'
export { labelIn, labelKey } from './record-labels.ts'
export { type ConfigReader, resolveConfig } from './resolve-config.ts'
export { fillTemplate, fillTemplates, namesInTemplate, namesInTemplates } from './template.ts'
export { type ValueTextContext, valueText } from './value-text.ts'
export {
  boolean,
  date,
  decimal,
  integer,
  isEncrypted,
  json,
  list,
  type ReferenceKey,
  range,
  reference,
  rows,
  text,
  time,
  timestamp,
  type ValueKind,
  type ValueType,
} from './value-type.ts'
