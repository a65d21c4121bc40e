import { type AppDocument, linkedDrift } from '@tangram/app-model'
import { type Diagnostic, type Id, inOrder } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { sourceTable } from './catalogue.ts'
import { allowedSchemas } from './create-linkable.ts'

/** Where the linked tables of an app are no longer as they were linked. */
export async function driftOf(context: Pick<Context, 'db' | 'options'>, document: Pick<AppDocument, 'entities'>): Promise<Diagnostic[]> {
  const linked = inOrder(document.entities).flatMap(({ linked }) => linked ?? [])
  if (linked.length === 0) return []
  const schemas = await allowedSchemas(context)
  const types = new Map<string, { [column: string]: string }>()
  for (const { schema, table } of linked) {
    const found = schemas.includes(schema) ? await sourceTable(context.db.pool, schema, table) : undefined
    if (found) types.set(JSON.stringify([schema, table]), Object.fromEntries(found.columns.map(({ column, type }) => [column, type])))
  }
  return linkedDrift(document, {
    allows: (schema) => schemas.includes(schema),
    typesOf: ({ schema, table }) => types.get(JSON.stringify([schema, table])),
  })
}

/** What PostgreSQL says of tables, columns and types that are not there or may not be read. */
const signs = new Set(['42P01', '42703', '42883', '42501', '3F000', '42804', '42846', '22P02'])

/** An error that a changed table behind a linked one explains, as that; any other as it is. */
export async function explained(context: Pick<Context, 'db' | 'options' | 'apps'>, app: Id, error: unknown): Promise<unknown> {
  if (!signs.has(codeOf(error))) return error
  const { document } = await context.apps.current(app)
  const [first] = await driftOf(context, document)
  return first ? fail('storage.linked.changed', { reason: first.message }, { path: first.path, cause: error }) : error
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: unknown }
  return cause === undefined ? (code ?? '') : codeOf(cause)
}

async function* explainedEach(context: Parameters<typeof explained>[0], app: Id, items: AsyncIterable<unknown>) {
  try {
    yield* items
  } catch (error) {
    throw await explained(context, app, error)
  }
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

/** Calls whose first argument is an app: their errors say when a linked table of it is the reason. */
export function explaining<Api extends object>(context: Pick<Context, 'db' | 'options' | 'apps'>, api: Api): Api {
  const wrapped = Object.entries(api).map(([name, call]: [string, (app: Id, ...rest: unknown[]) => unknown]) => [
    name,
    (app: Id, ...rest: unknown[]) => {
      const answer = call(app, ...rest)
      if (answer instanceof Promise)
        return answer.catch(async (error) => {
          throw await explained(context, app, error)
        })
      return isIterable(answer) ? explainedEach(context, app, answer) : answer
    },
  ])
  return Object.fromEntries(wrapped) as Api
}
