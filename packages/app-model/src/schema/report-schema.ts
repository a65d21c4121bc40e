import { reportDefinitions as definitions } from '@tangram/report-engine'
import { collectionOf, integer, type JsonSchema, object, ref } from './json-schema.ts'

/** What the report engine says of a report, and the dashboards that show several. */
export const reportDefinitions = {
  ...definitions,
  dashboard: object({ id: ref('id'), label: ref('text'), tiles: collectionOf(ref('tile')) }, 'Reports on a grid of 12 columns'),
  tile: object({ id: ref('id'), report: ref('id'), x: integer(0, 11), y: integer(0, 1000), w: integer(1, 12), h: integer(1, 100) }),
} satisfies { [name: string]: JsonSchema }
