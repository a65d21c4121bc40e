import { createHash, createHmac } from 'node:crypto'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import { uuidv7 } from '../uuid.ts'
import type { Link, NewLink } from './links.ts'

export const linkColumns = `l.id, l.app, l.purpose, l.form, l.entity, l.record, l.instance, l.element, l.message,
  l.expires_at as "expiresAt", l.answered_at as "answeredAt", l.answer`

/** 192 bits that only this installation can make again from the link's id: a link can be sent twice although just a hash is stored. */
export function tokenOfLink(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`link:${id}`).digest('base64url').slice(0, 32)
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Stores a link; with a key that was used before, answers with the link of that time. */
export async function issueLink(context: Context, executor: Executor, issuer: string | null, link: NewLink): Promise<Link> {
  const id = uuidv7()
  const { rows } = await executor.query<Link>(
    `with made as (
       insert into tangram.link as l (id, token_hash, app, purpose, form, entity, record, instance, element, message, key, expires_at, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (key) do nothing returning ${linkColumns}
     )
     select * from made union all select ${linkColumns} from tangram.link l where l.key = $11 and not exists (select from made)`,
    [
      id,
      hashOfToken(tokenOfLink(context.options.secret, id)),
      link.app,
      link.purpose,
      link.form ?? null,
      link.entity,
      link.record ?? null,
      link.instance ?? null,
      link.element ?? null,
      link.message ? JSON.stringify(link.message) : null,
      link.key ?? null,
      link.expiresAt ?? null,
      context.now(),
      issuer,
    ],
  )
  // A rival with the same key that has committed just now is not in our snapshot yet.
  return rows[0] ?? issueLink(context, executor, issuer, link)
}

/** @throws storage.link.answered 409 */
export async function answerLink(executor: Executor, id: string, now: string, answer: object = {}): Promise<void> {
  const { rowCount } = await executor.query(
    'update tangram.link set answered_at = $2, answer = $3 where id = $1 and answered_at is null and revoked_at is null and (expires_at is null or expires_at > $2)',
    [id, now, JSON.stringify(answer)],
  )
  if (rowCount === 0) throw fail('storage.link.answered')
}
