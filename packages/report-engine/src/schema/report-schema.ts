import { idPattern, type JsonValue } from '@tangram/data-model'
import { dateParts, periodUnits } from '../periods.ts'

/** The keywords of JSON Schema 2020-12 that a report needs. */
type Schema = {
  $ref?: string
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  description?: string
  enum?: readonly JsonValue[]
  anyOf?: readonly Schema[]
  properties?: { [name: string]: Schema }
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  minProperties?: number
  maxProperties?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  pattern?: string
  maxLength?: number
  minimum?: number
  maximum?: number
}

/** An object with exactly these properties; a name with `?` behind it may be missing. */
function object(properties: { [name: string]: Schema }, description?: string): Schema {
  const names = Object.keys(properties)
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), properties[name] as Schema])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  }
}

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` })
const list = (items: Schema, maxItems: number, minItems = 0): Schema => ({ type: 'array', items, minItems, maxItems })
const oneOf = (...values: readonly JsonValue[]): Schema => ({ enum: values })
const string = (maxLength: number): Schema => ({ type: 'string', maxLength })
const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })
const number: Schema = { type: 'number' }
const boolean: Schema = { type: 'boolean' }

const path: Schema = { ...string(200), description: 'A field, or a path such as product.line, lines.amount or order:customer.total' }
const value: Schema = { description: 'A value, or `now` or `today`' }
const filters = list(ref('filter'), 100)
const measureId = ref('id')
const labelled = { label: ref('text'), 'format?': oneOf('number', 'percent', 'duration', 'money') }
const aggregate = (properties: { [name: string]: Schema }): Schema => object({ ...labelled, ...properties, 'where?': filters })
const calculation = (properties: { [name: string]: Schema }): Schema => object({ ...labelled, ...properties })
const end = object({ of: path, by: path })

/** The parts of a report; `id`, `text`, `logic` and `settings` are those of the document it stands in. */
export const reportDefinitions = {
  report: object(
    {
      id: ref('id'),
      label: ref('text'),
      from: { ...ref('id'), description: 'The table asked' },
      'timezone?': oneOf('viewer', 'organisation'),
      'weekStart?': oneOf('mon', 'sun'),
      'fiscalYearStart?': { ...whole(1, 12), description: 'First month of the fiscal year' },
      rows: list(ref('dimension'), 20),
      'cols?': list(ref('dimension'), 20),
      measures: { type: 'object', propertyNames: ref('id'), additionalProperties: ref('measure'), maxProperties: 1000 },
      measureOrder: list(measureId, 100),
      'where?': filters,
      'funnel?': object({ stages: list(ref('stage'), 20, 2) }, 'Stages of records; group by `$stage`'),
      'cohort?': object(
        { key: path, at: path, by: oneOf(...periodUnits), periods: whole(1, 400), 'where?': filters },
        'Who comes back; group by `$cohort.start` and `$cohort.offset`',
      ),
      'having?': { ...list(ref('measure_filter'), 20), description: 'Groups that stay, by their measures' },
      'totals?': list(oneOf('rows', 'cols', 'subtotals', 'grand'), 4),
      'sort?': list(object({ by: ref('id'), 'dir?': oneOf('asc', 'desc') }), 20),
      'limit?': whole(1, 100_000),
      'drill?': object({ columns: list(path, 100), 'path?': list(path, 20) }),
      chart: object({ type: string(60), 'config?': ref('settings') }),
    },
    'One question to the data and the chart that answers it',
  ),
  stage: object(
    { id: ref('id'), label: ref('text'), where: filters },
    'Holds the records that meet its filters and those of all stages before',
  ),
  dimension: object({
    field: path,
    as: ref('id'),
    'label?': ref('text'),
    'by?': oneOf(...periodUnits, ...Object.keys(dateParts)),
    'bins?': object({ width: { ...number, minimum: 0 }, 'from?': number }, 'Groups of numbers, named by their lower end'),
    'fill?': {},
    'empty?': ref('text'),
    'top?': object({ n: whole(1, 1000), by: measureId, 'others?': ref('text') }),
  }),
  operand: { anyOf: [path, object({ logic: ref('logic') })], description: 'A field, or a formula over one row' },
  measure: {
    anyOf: [
      aggregate({ count: { ...path, description: '`*` for records, or a path for rows and values that are there' } }),
      aggregate({ distinct: ref('operand') }),
      aggregate({ sum: ref('operand'), 'last?': { ...path, description: 'Of each group only the rows of the latest value there' } }),
      aggregate({ avg: ref('operand') }),
      aggregate({ min: ref('operand') }),
      aggregate({ max: ref('operand') }),
      aggregate({ median: ref('operand') }),
      aggregate({ percentile: object({ of: ref('operand'), at: { ...number, minimum: 0, maximum: 1 } }) }),
      aggregate({ first: end }),
      aggregate({ final: end }),
      aggregate({ avgDuration: object({ from: path, to: path }) }),
      calculation({ ratio: list(measureId, 2, 2) }),
      calculation({ logic: { ...ref('logic'), description: 'A formula over the other measures by id' } }),
      calculation({
        of: measureId,
        compare: { ...string(40), description: '`previous`, or how far back: `-1 year`' },
        'show?': oneOf('value', 'difference', 'percent'),
      }),
      calculation({ of: measureId, share: { anyOf: [oneOf('total'), list(ref('id'), 20)] } }),
      calculation({ of: measureId, conversion: oneOf('first', 'previous') }),
      calculation({ of: measureId, running: oneOf('all', ...periodUnits) }),
      calculation({ of: measureId, moving: whole(1, 1000) }),
      calculation({ of: measureId, rank: oneOf('asc', 'desc'), 'within?': list(ref('id'), 20) }),
      calculation({ of: measureId, target: { anyOf: [number, measureId] }, show: oneOf('difference', 'attainment') }),
    ],
  },
  measure_filter: {
    anyOf: [
      ...['gte', 'lte', 'gt', 'lt'].map((bound) => object({ measure: measureId, [bound]: number })),
      object({ measure: measureId, empty: boolean }),
    ],
  },
  filter: {
    anyOf: [
      object({ field: path, is: value }),
      object({ field: path, not: value }),
      object({ field: path, oneOf: list(value, 1000) }),
      object({ field: path, before: value }),
      object({ field: path, after: value }),
      object({ field: path, gte: value }),
      object({ field: path, lte: value }),
      object({ field: path, empty: boolean }),
      object({ field: path, in: { anyOf: [object({ last: string(40), 'complete?': boolean }), object({ this: oneOf(...periodUnits) })] } }),
      object({ logic: ref('logic') }),
      object({ any: filters }),
      object({ some: path, where: filters }, 'At least one row meets all of them; paths begin at that row'),
      object({ none: path, where: filters }),
    ],
  },
} satisfies { [name: string]: Schema }

/** The JSON Schema (2020-12) of a report that stands alone. */
export const reportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://tangram.dev/report.schema.json',
  title: 'Tangram report',
  $ref: '#/$defs/report',
  $defs: {
    id: { type: 'string', pattern: idPattern.source },
    text: { ...object({ 'zh-CN?': string(5000), 'en?': string(5000) }), minProperties: 1 },
    logic: { description: 'JSON Logic' },
    settings: { type: 'object', additionalProperties: true, maxProperties: 200 },
    ...reportDefinitions,
  } satisfies { [name: string]: Schema },
} as const
