import { anyOf, arrayOf, boolean, collectionOf, integer, type JsonSchema, mapOf, object, oneOf, ref, string } from './json-schema.ts'

const path = string(200)
const sort = arrayOf(object({ by: ref('id'), 'dir?': oneOf('asc', 'desc') }), 20)
const value: JsonSchema = { description: 'A value, or `now` or `today`' }
const filters = arrayOf(ref('filter'), 100)
const common = { label: ref('text'), 'format?': oneOf('number', 'percent', 'duration', 'money'), 'where?': filters }

export const reportDefinitions = {
  report: object(
    {
      id: ref('id'),
      label: ref('text'),
      from: { ...ref('id'), description: 'The table asked' },
      'timezone?': oneOf('viewer', 'organisation'),
      'weekStart?': oneOf('mon', 'sun'),
      rows: arrayOf(ref('dimension'), 20),
      'cols?': arrayOf(ref('dimension'), 20),
      measures: mapOf(ref('measure')),
      measureOrder: arrayOf(ref('id'), 100),
      'where?': filters,
      'sort?': sort,
      'limit?': integer(1, 100_000),
      'drill?': object({ columns: arrayOf(path, 100) }),
      chart: object({ type: string(60), 'config?': ref('settings') }),
    },
    'One question to the data and the chart that answers it',
  ),
  dimension: object({
    field: { ...path, description: 'A field, or a path across references such as product.line' },
    as: ref('id'),
    'label?': ref('text'),
    'by?': oneOf('day', 'week', 'month', 'quarter', 'year'),
    'fill?': {},
    'empty?': ref('text'),
    'top?': object({ n: integer(1, 1000), by: ref('id'), 'others?': ref('text') }),
  }),
  measure: anyOf(
    object({ ...common, count: oneOf('*') }),
    object({ ...common, sum: path }),
    object({ ...common, avg: path }),
    object({ ...common, min: path }),
    object({ ...common, max: path }),
    object({ ...common, avgDuration: object({ from: path, to: path }) }),
    object({ ...common, ratio: { ...arrayOf(ref('id'), 2), minItems: 2 } }),
  ),
  filter: anyOf(
    object({ field: path, is: value }),
    object({ field: path, not: value }),
    object({ field: path, oneOf: arrayOf(value, 1000) }),
    object({ field: path, before: value }),
    object({ field: path, after: value }),
    object({ field: path, gte: value }),
    object({ field: path, lte: value }),
    object({ field: path, empty: boolean }),
    object({
      field: path,
      in: anyOf(object({ last: string(40), 'complete?': boolean }), object({ this: oneOf('day', 'week', 'month', 'quarter', 'year') })),
    }),
    object({ logic: ref('logic') }),
  ),
  dashboard: object({ id: ref('id'), label: ref('text'), tiles: collectionOf(ref('tile')) }, 'Reports on a grid of 12 columns'),
  tile: object({ id: ref('id'), report: ref('id'), x: integer(0, 11), y: integer(0, 1000), w: integer(1, 12), h: integer(1, 100) }),
} satisfies { [name: string]: JsonSchema }
