import {
  type EntityDocument,
  type Id,
  isJsonObject,
  type JsonValue,
  pointer,
  type RecordValues,
  type ReferenceKey,
} from '@tangram/data-model'
import type { Given, Logic } from '@tangram/expression'
import { compileForm, type EntityLookup, evaluateForm, type FieldRegistry, type FormDocument } from '@tangram/form-engine'

/** Stands for whichever record is picked. */
const anyone = '00000000-0000-7000-8000-000000000000'
const anyKey: { readonly [key in ReferenceKey]: string } = { text: anyone, bpchar: anyone, bigint: '0', numeric: '0' }

type Question = {
  form: FormDocument
  entity: EntityDocument
  registry: FieldRegistry
  entities: EntityLookup
  /** The relation; in a sub-form, the column beside it. */
  field: Id
  column?: Id | undefined
  /** What was typed so far: as much as the condition reads, and of rows the one that is asked about. */
  values: RecordValues
  given: Given
}

/**
 * The condition under which a form offers records in a field, worked out here from the form's own words: a stranger says what they
 * typed, never what may be looked for. Answers that leave the condition unsaid offer nothing.
 *
 * @returns Logic over the target; undefined where every record is offered
 */
export function offeredRecords({ form, entity, registry, entities, field, column, values, given }: Question): Logic | undefined {
  const plan = compileForm(form, entity, registry, entities)
  const asked = column === undefined ? plan.fields[field] : plan.fields[field]?.rows?.columns[column]
  if (!asked?.where) return undefined
  if (column === undefined) return evaluateForm(plan, { ...values, [field]: null }, given).fields[field]?.where ?? false
  const { valueType } = asked.attribute
  const one = valueType.kind === 'reference' && valueType.key ? anyKey[valueType.key] : anyone
  const anybody = valueType.kind === 'reference' && valueType.many ? [one] : one
  const state = evaluateForm(plan, { ...values, [field]: [{ ...firstRow(values[field]), [column]: anybody }] }, given)
  return state.picks.find((pick) => pick.path === pointer(field, 0, column))?.where ?? false
}

function firstRow(value: JsonValue | undefined): RecordValues {
  const row = Array.isArray(value) ? value[0] : undefined
  return isJsonObject(row) ? row : {}
}
