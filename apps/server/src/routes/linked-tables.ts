import { fieldTypeOf, linkedEntity } from '@tangram/app-model'
import { inOrder, type JsonObject, reservedFieldIds, systemEntities } from '@tangram/data-model'
import { defineRoute } from '../http/route.ts'
import { anything, array, bool, id, integer, localizedText, map, nullable, object, oneOf, string, tableName } from '../http/schema.ts'

const tag = 'apps'
const tableShape = {
  schema: string(),
  table: string(),
  kind: oneOf('table', 'view', 'materialized', 'foreign'),
  comment: nullable(string()),
  rows: nullable(integer()),
  columns: integer(),
}

export const listLinkableTables = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/linked-tables',
  policy: 'designer',
  summary: 'Tables and views of the database, beside those of apps, that the operator allows apps to read',
  tag,
  params: object({ app: id() }),
  response: { 200: object({ schemas: array(string()), tables: array(object(tableShape)) }) },
  handle: async ({ services }) => {
    const { linkable } = services.storage
    return { schemas: await linkable.schemas(), tables: await linkable.tables() }
  },
})

export const readLinkableTable = defineRoute({
  method: 'GET',
  url: '/api/v1/apps/:app/linked-tables/:schema/:table',
  policy: 'designer',
  summary: 'One of these as the app would link it: columns, key, first rows, and the table for its document',
  tag,
  params: object({ app: id(), schema: tableName(), table: tableName() }),
  response: {
    200: object({
      columns: array(
        object({
          column: string(),
          type: string(),
          comment: nullable(string()),
          nullable: bool(),
          isKey: bool(),
          references: nullable(object({ schema: string(), table: string(), column: string() })),
          fieldType: nullable(string()),
        }),
      ),
      key: array(string()),
      entity: anything<JsonObject>(),
      skipped: array(object({ column: string(), type: string(), reason: localizedText() })),
      sample: array(map<string | null>()),
    }),
  },
  handle: async ({ params, who, services }) => {
    const { storage, config } = services
    const { sample, ...source } = await storage.linkable.table(params.schema, params.table)
    const { document } = await storage.apps.draft(who.principal, params.app)
    const known = inOrder(document.entities)
    const taken = new Set([...known.map((entity) => entity.id), ...systemEntities, ...reservedFieldIds])
    const { entity, skipped } = linkedEntity(source, { known, taken, zone: config.organisation.zone })
    const linked = known.filter(({ linked }) => linked)
    return {
      columns: source.columns.map(({ column, type, comment, nullable, references, options }) => ({
        column,
        type,
        comment,
        nullable,
        isKey: source.key.includes(column),
        references,
        fieldType: fieldTypeOf({ type, references, options }, linked)?.type ?? null,
      })),
      key: source.key,
      entity,
      skipped,
      sample,
    }
  },
})
