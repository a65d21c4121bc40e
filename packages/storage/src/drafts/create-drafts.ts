import { type Principal, rightsOn } from '@tangram/access'
import { type Id, itemOf, type RecordValues } from '@tangram/data-model'
import type { Context } from '../context.ts'
import { openPast, sealedValues } from '../encryption/encrypted-fields.ts'
import { fail } from '../errors.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Drafts, FormDraft } from './drafts.ts'

/** How long a draft waits after it was last saved. */
export const draftMs = 30 * 24 * 3600_000
const maxDrafts = 100

type Row = Omit<FormDraft, 'expiresAt'>

const columns = `id, app, entity, form, title, updated_at as "savedAt"`
const whole = `${columns}, typed as "values", fields, app_version as "appVersion"`

/** @see Drafts */
export function createDrafts(context: Context, principal: Principal): Drafts {
  const { db } = context
  const person = principal.kind === 'person' ? principal.id : null
  /** Older ones are gone, even while nobody has tidied up yet. */
  const oldest = () => new Date(Date.parse(context.now()) - draftMs).toISOString()
  const unknown = () => fail('storage.draft.unknown')

  return {
    list: async ({ app, entity }) => {
      await known(app, entity)
      const { rows } = await db.pool.query<Row>(
        `select ${columns} from tangram.form_draft where person = $1 and app = $2 and entity = $3 and updated_at > $4 order by updated_at desc, id`,
        [person, app, entity, oldest()],
      )
      return rows.map(dated)
    },
    get: async (id) => {
      if (!isUuid(id)) throw unknown()
      const { rows } = await db.pool.query<Row>(
        `select ${whole} from tangram.form_draft where id = $1 and person = $2 and updated_at > $3`,
        [id, person, oldest()],
      )
      return opened(dated(rows[0] ?? fault(unknown())))
    },
    create: async ({ app, entity: entityId, form }, { title, values, fields, appVersion }) => {
      const { loaded, entity } = await known(app, entityId)
      if (form !== null && itemOf(loaded.document.forms, form)?.entity !== entityId) throw fail('storage.form.unknown', { form })
      if (person === null || rightsOn(loaded.document.access, principal, entity).create === false) {
        throw fail('storage.record.forbidden', { action: 'create' })
      }
      return inTransaction(db, async (trx) => {
        // One at a time for each person: the count below holds.
        await trx.client.query('select from tangram.person where id = $1 for no key update', [person])
        const { rows: counted } = await trx.client.query<{ count: number }>(
          'select count(*)::int as count from tangram.form_draft where person = $1 and updated_at > $2',
          [person, oldest()],
        )
        if ((counted[0]?.count ?? 0) >= maxDrafts) throw fail('storage.draft.too-many', { max: maxDrafts })
        const id = uuidv7()
        const kept = sealedValues(loaded, entity, id, values)
        const { rows } = await trx.client.query<Row>(
          `insert into tangram.form_draft (id, person, app, entity, form, title, typed, fields, app_version, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) returning ${whole}`,
          [id, person, app, entityId, form, title, JSON.stringify(kept), JSON.stringify(fields), appVersion, context.now()],
        )
        return withFiles(trx, rows[0] as Row)
      })
    },
    update: async (id, { title, values, fields, appVersion }) => {
      if (!isUuid(id)) throw unknown()
      return inTransaction(db, async (trx) => {
        const kept = await keptValues(trx, id, values)
        const { rows } = await trx.client.query<Row>(
          `update tangram.form_draft set title = $3, typed = $4, fields = $5, app_version = $6, updated_at = $7
           where id = $1 and person = $2 and updated_at > $8 returning ${whole}`,
          [id, person, title, JSON.stringify(kept), JSON.stringify(fields), appVersion, context.now(), oldest()],
        )
        return withFiles(trx, rows[0] ?? fault(unknown()))
      })
    },
    remove: async (id, about) => {
      if (about) await known(about.app, about.entity)
      if (isUuid(id)) await db.pool.query('delete from tangram.form_draft where id = $1 and person = $2', [id, person])
    },
  }

  async function known(app: Id, id: Id) {
    const loaded = await context.apps.current(app)
    const entity = loaded.resolved.entity(id)
    if (!entity) throw fail('storage.entity.unknown', { app, entity: id })
    return { loaded, entity }
  }

  /** Lets the person's uploads that a draft names wait with it, and no others. */
  async function withFiles({ client }: Transaction, row: Row): Promise<FormDraft> {
    await client.query(
      `update tangram.file set draft = case when id = any($2::uuid[]) then $1::uuid end
       where draft = $1 or (id = any($2::uuid[]) and state = 'staged' and created_by = $3)`,
      [row.id, filesNamedIn(row.values), person],
    )
    return opened(dated(row))
  }

  /** What an update of a draft keeps of the values: encrypted fields are sealed there too. */
  async function keptValues({ client }: Transaction, id: string, values: RecordValues): Promise<RecordValues> {
    const { rows } = await client.query<{ app: Id; entity: Id }>(
      'select app, entity from tangram.form_draft where id = $1 and person = $2',
      [id, person],
    )
    const [row] = rows
    if (!row) throw unknown()
    const { loaded, entity } = await known(row.app, row.entity)
    return sealedValues(loaded, entity, id, values)
  }

  async function opened(draft: FormDraft): Promise<FormDraft> {
    const loaded = await context.apps.current(draft.app)
    const entity = loaded.resolved.entity(draft.entity) ?? { id: draft.entity, order: [], attributes: {} }
    await openPast(loaded, entity, Object.keys(draft.values), [draft])
    return draft
  }
}

const dated = <T extends { savedAt: string }>(row: T): T & { expiresAt: string } => ({
  ...row,
  expiresAt: new Date(Date.parse(row.savedAt) + draftMs).toISOString(),
})

function fault(error: Error): never {
  throw error
}

/** Whatever may be a file: the draft holds only those that its person uploaded. */
function filesNamedIn(values: RecordValues): string[] {
  const found = new Set<string>()
  JSON.stringify(values, (key, value: unknown) => {
    if (key === 'id' && isUuid(value)) found.add(value)
    return value
  })
  return [...found]
}
