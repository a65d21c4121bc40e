import type { Context } from '../context.ts'
import { remembered } from '../memo.ts'
import type { About } from './save-plan.ts'

const mostKept = 10_000
const known = new WeakMap<Context, Map<string, About>>()

/** What an instance is about, which never changes; only its version may, by a migration, and that is for labels here. */
export async function aboutInstance(context: Context, instance: string): Promise<About | undefined> {
  const kept = remembered(known, context, () => new Map<string, About>())
  const found = kept.get(instance)
  if (found) return found
  const { rows } = await context.db.pool.query<About>({
    name: 'flow.about',
    text: `select id, app, app_version as "appVersion", process, entity, record, initiator from tangram.flow_instance where id = $1`,
    values: [instance],
  })
  if (rows[0]) rememberInstance(context, rows[0])
  return rows[0]
}

/** Whoever loads an instance to decide about it saves the decision next. */
export function rememberInstance(context: Context, { id, app, appVersion, process, entity, record, initiator }: About): void {
  const kept = remembered(known, context, () => new Map<string, About>())
  kept.delete(id)
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string)
  kept.set(id, { id, app, appVersion, process, entity, record, initiator })
}
