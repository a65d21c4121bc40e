import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { createSealer } from '../sealed.ts'
import { inTransaction, type Transaction } from '../transaction.ts'
import { isUuid } from '../uuid.ts'
import type { Provider, ProviderSettings, Providers } from './providers.ts'
import { requireAdmin } from './require-admin.ts'

type Row = { id: string; version: number; settings: ProviderSettings; hasSecret: boolean; people: number; updatedAt: string }

const columns = `v.id, v.version, v.settings, v.secret is not null as "hasSecret", v.updated_at as "updatedAt",
  (select count(*)::integer from tangram.identity i where i.provider = v.id) as people`

export function createProviders(context: Context): Providers {
  const { db, hub } = context
  const sealer = createSealer(context.options, 'identity provider')
  /** Sessions know whether their person's password counts. */
  const changed = ({ afterCommit }: Transaction) => afterCommit.push(() => hub.tell('people', ''))

  const get = async (id: string, trx?: Transaction): Promise<Provider> => {
    const { rows } = await (trx?.client ?? db.pool).query<Row>(`select ${columns} from tangram.identity_provider v where v.id = $1`, [
      isUuid(id) ? id : null,
    ])
    if (!rows[0]) throw fail('storage.provider.unknown')
    return providerOf(rows[0])
  }
  const checkWayIn = async ({ client }: Transaction): Promise<void> => {
    const { rows } = await client.query(
      'select from tangram.person where admin and active and deleted_at is null and password_hash is not null limit 1',
    )
    if (rows.length === 0) throw fail('storage.provider.no-way-in')
  }

  return {
    list: async (principal) => {
      requireAdmin(principal, 'security')
      const { rows } = await db.pool.query<Row>(`select ${columns} from tangram.identity_provider v order by v.created_at, v.id`)
      return rows.map(providerOf)
    },
    get: (principal, id) => {
      requireAdmin(principal, 'security')
      return get(id)
    },
    secretOf: async (principal, id) => {
      if (principal.kind !== 'system') throw fail('storage.admin.required')
      const { rows } = await db.pool.query<{ secret: string | null }>('select secret from tangram.identity_provider where id = $1', [id])
      const sealed = rows[0]?.secret ?? null
      const opened = sealed === null ? null : sealer.open(sealed, id)
      if (opened?.isFormer) {
        await db.pool.query('update tangram.identity_provider set secret = $3 where id = $1 and secret = $2', [
          id,
          sealed,
          sealer.seal(opened.text, id),
        ])
      }
      return opened?.text ?? null
    },
    add: (principal, { id, settings, secret }) => {
      requireAdmin(principal, 'security')
      return inTransaction(db, async (trx) => {
        if (settings.passwordOff) await checkWayIn(trx)
        const { rowCount } = await trx.client
          .query(
            `insert into tangram.identity_provider (id, settings, secret, created_at, updated_at) values ($1, $2, $3, $4, $4)
             on conflict (id) do nothing`,
            [id, JSON.stringify(settings), secret === null ? null : sealer.seal(secret, id), context.now()],
          )
          .catch(refuseTwice(settings))
        if (rowCount === 0) throw fail('storage.provider.issuer-taken', { issuer: settings.issuer }, { path: '/id' })
        changed(trx)
        return get(id, trx)
      })
    },
    change: (principal, id, settings, secret) => {
      requireAdmin(principal, 'security')
      return inTransaction(db, async (trx) => {
        await trx.client.query('select from tangram.identity_provider where id = $1 for update', [isUuid(id) ? id : null])
        const before = await get(id, trx)
        if (before.issuer !== settings.issuer && before.people > 0) throw fail('storage.provider.issuer-fixed', { count: before.people })
        if (settings.passwordOff && settings.enabled) await checkWayIn(trx)
        const sealed = typeof secret === 'string' ? sealer.seal(secret, id) : null
        await trx.client
          .query(
            `update tangram.identity_provider set settings = $2, secret = case when $3 then secret else $4 end, version = version + 1, updated_at = $5
             where id = $1`,
            [id, JSON.stringify(settings), secret === undefined, sealed, context.now()],
          )
          .catch(refuseTwice(settings))
        if (!settings.enabled) await endSessions(trx, id)
        changed(trx)
        return get(id, trx)
      })
    },
    remove: (principal, id) => {
      requireAdmin(principal, 'security')
      return inTransaction(db, async (trx) => {
        await get(id, trx)
        await endSessions(trx, id)
        await trx.client.query('delete from tangram.identity_provider where id = $1', [id])
        changed(trx)
      })
    },
  }
}

const endSessions = ({ client }: Transaction, provider: string) =>
  client.query('delete from tangram.session s using tangram.provider_session p where p.session = s.id and p.provider = $1', [provider])

function refuseTwice({ issuer }: ProviderSettings): (error: { code?: string; constraint?: string }) => never {
  return (error) => {
    throw error.constraint === 'identity_provider_issuer_key'
      ? fail('storage.provider.issuer-taken', { issuer }, { path: '/issuer', cause: error })
      : error
  }
}

function providerOf({ settings, ...rest }: Row): Provider {
  return { ...settings, ...rest }
}
