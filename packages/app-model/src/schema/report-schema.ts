import { reportDefinitions as definitions } from '@tangram/report-engine'
import { anyOf, arrayOf, boolean, collectionOf, integer, type JsonSchema, mapOf, object, oneOf, ref, string } from './json-schema.ts'

const number: JsonSchema = { type: 'number' }
const date: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const periods = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year']

/** What the report engine says of a report, and the dashboards that show several. */
export const reportDefinitions = {
  ...definitions,
  dashboard: object(
    {
      id: ref('id'),
      label: ref('text'),
      tiles: collectionOf(ref('tile')),
      'filters?': collectionOf(ref('dashboard_filter')),
      'access?': { ...oneOf('viewer', 'publisher'), description: 'Whose rights the figures are counted with' },
      'cockpit?': object({ 'seconds?': integer(5, 3600), 'theme?': oneOf('light', 'dark') }, 'How it stands on a wall'),
    },
    'Reports on a grid of 12 columns',
  ),
  tile: object({
    id: ref('id'),
    report: ref('id'),
    x: integer(0, 11),
    y: integer(0, 1000),
    w: integer(1, 12),
    h: integer(1, 100),
    'click?': oneOf('drill', 'filter', 'none'),
  }),
  dashboard_filter: object(
    {
      id: ref('id'),
      label: ref('text'),
      type: oneOf('period', 'choice', 'text', 'number-range'),
      fields: { ...mapOf(string(200)), description: 'The field it means, by table' },
      'default?': ref('filter_value'),
      'defaults?': mapOf(ref('filter_value')),
    },
    'Asked above the tiles, answered for all of them at once',
  ),
  filter_value: anyOf(
    object({ last: string(40), 'complete?': boolean }),
    object({ this: oneOf(...periods) }),
    object({ 'from?': date, 'to?': date }),
    object({ 'gte?': number, 'lte?': number }),
    arrayOf({}, 1000),
    string(),
    { type: 'null' },
  ),
} satisfies { [name: string]: JsonSchema }
