import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Principal } from '@tangram/access'
import type { Instant } from '@tangram/data-model'
import { filePath } from '../backup/file-path.ts'
import type { Executor } from '../compiled-query.ts'
import { actorOf, type Context } from '../context.ts'
import { fail } from '../errors.ts'
import { visibleAmong } from '../records/read-records.ts'
import { inTransaction } from '../transaction.ts'
import { isUuid, uuidv7 } from '../uuid.ts'
import type { Files, StoredFile } from './files.ts'
import { isInSight } from './is-in-sight.ts'
import { checkQuota, holdQuota, originOf } from './upload-quota.ts'

type Row = StoredFile & { app: string | null; entity: string | null; record: string | null; createdBy: string | null; link: string | null }

const columns = `f.id, f.name, f.type, f.size, f.sha256, f.created_at as "createdAt", f.state, f.app, f.entity, f.record, f.created_by as "createdBy", f.link`

const insertFile = `insert into tangram.file as f (id, name, type, size, sha256, state, created_at, created_by, link, origin)
  values ($1, $2, $3, $4, $5, 'staged', $6, $7, $8, $9) returning ${columns}`

export function createFiles(context: Context): Files {
  const { db } = context

  const mayOpen = async (principal: Principal, row: Row): Promise<boolean> => {
    if (principal.kind === 'system') return true
    if (row.state === 'staged') return principal.kind === 'person' ? row.createdBy === principal.id : row.link === principal.id
    const { app, entity, record } = row
    if (app === null || entity === null || record === null) return false
    const visible = await visibleAmong(context, { app, entity, principal }, [record])
    return visible.has(record) && isInSight(context, principal, { app, entity, record }, row.id)
  }
  const rowsOf = async (ids: readonly string[]) => {
    const { rows } = await db.pool.query<Row>(`select ${columns} from tangram.file f where f.id = any($1::uuid[])`, [ids.filter(isUuid)])
    return rows
  }

  return {
    stage: async (principal, { name, type, content }, quota) => {
      const asked = quota && { ...quota, link: principal.kind === 'link' ? principal.id : null, origin: originOf(context, quota.from) }
      // Refused before anything is written; and again below, where nobody else can come in between.
      if (asked) await checkQuota(context, db.pool, asked, 1)
      const id = uuidv7()
      const path = filePath(context.options.fileDir, id)
      await mkdir(dirname(path), { recursive: true })
      const hash = createHash('sha256')
      let size = 0
      try {
        await pipeline(
          content,
          async function* (chunks: AsyncIterable<Uint8Array>) {
            for await (const chunk of chunks) {
              hash.update(chunk)
              size += chunk.byteLength
              yield chunk
            }
          },
          createWriteStream(`${path}.part`, { mode: 0o600 }),
        )
        // On the disk before the database speaks of it.
        const handle = await open(`${path}.part`, 'r')
        await handle.sync().finally(() => handle.close())
        await rename(`${path}.part`, path)
      } catch (error) {
        await rm(`${path}.part`, { force: true })
        throw error
      }
      const cleanName = name.replaceAll(/[\p{Cc}\p{Bidi_Control}/\\]/gu, '_').slice(-255) || 'file'
      const values = [
        id,
        cleanName,
        type,
        size,
        hash.digest('hex'),
        context.now(),
        actorOf(principal),
        principal.kind === 'link' ? principal.id : null,
        asked?.origin ?? null,
      ]
      const keep = async (executor: Executor) => (await executor.query<Row>(insertFile, values)).rows[0] as Row
      const kept = asked
        ? inTransaction(db, async ({ client }) => {
            await holdQuota(client, asked)
            await checkQuota(context, client, asked, size)
            return keep(client)
          })
        : keep(db.pool)
      return shown(
        await kept.catch(async (error) => {
          await rm(path, { force: true })
          throw error
        }),
      )
    },
    open: async (principal, id) => {
      const [row] = await rowsOf([id])
      if (!row || !(await mayOpen(principal, row))) throw fail('storage.file.unknown')
      return { file: shown(row), path: filePath(context.options.fileDir, row.id) }
    },
    find: async (principal, ids) => {
      const found: StoredFile[] = []
      for (const row of await rowsOf(ids)) if (await mayOpen(principal, row)) found.push(shown(row))
      return found
    },
  }
}

/**
 * Removes some uploads that are still staged, oldest first. They are marked as going first: no record can take them any more once their
 * content is gone, and killed in between, the next time finds them again.
 */
export async function removeStaged({ db, options }: Context, olderThan: Instant, limit: number): Promise<number> {
  await db.pool.query(
    `update tangram.file set state = 'going' where id = any(array(
       select id from tangram.file where state = 'staged' and draft is null and created_at < $1 order by created_at limit $2 for update skip locked
     ))`,
    [olderThan, limit],
  )
  const { rows } = await db.pool.query<{ id: string }>(`select id from tangram.file where state = 'going' limit $1`, [limit])
  for (const { id } of rows) await rm(filePath(options.fileDir, id), { force: true })
  const { rowCount } = await db.pool.query(`delete from tangram.file where state = 'going' and id = any($1::uuid[])`, [
    rows.map(({ id }) => id),
  ])
  return rowCount ?? 0
}

function shown({ id, name, type, size, sha256, createdAt, state }: Row): StoredFile {
  return { id, name, type, size, sha256, createdAt, state }
}
