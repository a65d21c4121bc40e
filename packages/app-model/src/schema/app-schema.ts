import { idPattern } from '@tangram/data-model'
import { accessDefinitions } from './access-schema.ts'
import { entityDefinitions } from './entity-schema.ts'
import { formDefinitions } from './form-schema.ts'
import { collectionOf, constant, type JsonSchema, object, ref, string } from './json-schema.ts'
import { processDefinitions } from './process-schema.ts'
import { reportDefinitions } from './report-schema.ts'
import { ruleDefinitions } from './rule-schema.ts'
import { slaDefinitions } from './sla-schema.ts'
import { viewDefinitions } from './view-schema.ts'

/**
 * The JSON Schema (2020-12) of an app document. Published as docs/reference/app.schema.json, and the very schema by which
 * `checkApp` looks at the shape of a document.
 */
export const appSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://tangram.dev/app.schema.json',
  title: 'Tangram app',
  ...object(
    {
      format: { ...constant(1), description: 'Version of this format' },
      id: ref('id'),
      label: ref('text'),
      'description?': ref('text'),
      'icon?': string(60),
      entities: collectionOf(ref('entity')),
      forms: collectionOf(ref('form')),
      processes: collectionOf(ref('process')),
      rules: collectionOf(ref('rule')),
      'calendars?': collectionOf(ref('calendar')),
      'slas?': collectionOf(ref('sla')),
      reports: collectionOf(ref('report')),
      dashboards: collectionOf(ref('dashboard')),
      views: collectionOf(ref('view')),
      access: ref('access'),
    },
    'A whole app: the one thing the designer edits, the server runs and a template is',
  ),
  $defs: {
    id: { type: 'string', pattern: idPattern.source, description: 'An immutable slug: table, column and API name' },
    text: {
      ...object({ 'zh-CN?': string(5000), 'en?': string(5000) }, 'A text people read, in the languages its author gave'),
      minProperties: 1,
    },
    logic: { description: 'JSON Logic; names are field ids, paths across references such as product.line, or $now, $today, $user.…' },
    settings: {
      type: 'object',
      additionalProperties: true,
      maxProperties: 200,
      description: 'Settings of a registry entry; the entry knows which',
    },
    ...entityDefinitions,
    ...formDefinitions,
    ...processDefinitions,
    ...ruleDefinitions,
    ...slaDefinitions,
    ...reportDefinitions,
    ...viewDefinitions,
    ...accessDefinitions,
  },
} satisfies JsonSchema & { $schema: string; $id: string; $defs: { [name: string]: JsonSchema } }
