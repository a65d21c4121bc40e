import { createHmac } from 'node:crypto'
import type { Executor } from '../compiled-query.ts'
import type { Context } from '../context.ts'
import { fail } from '../errors.ts'
import type { UploadQuota } from './files.ts'

export type AskedQuota = UploadQuota & { link: string | null; origin: string }

/** Tells two origins apart without keeping the address. */
export function originOf({ options }: Pick<Context, 'options'>, from: string): string {
  return createHmac('sha256', options.secret).update(`upload from ${from}`).digest('base64url').slice(0, 22)
}

/** Until the transaction ends, nothing else is counted for this link or origin. Always in this order: nobody waits for each other. */
export async function holdQuota(executor: Executor, { link, origin }: AskedQuota): Promise<void> {
  const key = (text: string) => `tangram.upload:${text}`
  await executor.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key(link ?? '')])
  await executor.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key(origin)])
}

const hourMs = 3_600_000
/** Others hand in what waits, or it is tidied away. */
const linkRetrySeconds = 600

/** @throws storage.file.link-full 429, storage.file.too-many 429 when one more file of this size is too much */
export async function checkQuota(
  context: Pick<Context, 'now'>,
  executor: Executor,
  { link, origin, waiting, hourly }: AskedQuota,
  bytes: number,
): Promise<void> {
  const now = Date.parse(context.now())
  const { rows } = await executor.query<Sums>(
    `select
       (select count(*)::integer from tangram.file where link = $1 and state = 'staged') as "waitingFiles",
       (select coalesce(sum(size), 0)::float8 from tangram.file where link = $1 and state = 'staged') as "waitingBytes",
       h.files as "hourFiles", h.bytes as "hourBytes", h.since
     from (select count(*)::integer as files, coalesce(sum(size), 0)::float8 as bytes, min(created_at) as since
           from tangram.file where origin = $2 and created_at > $3) as h`,
    [link, origin, new Date(now - hourMs).toISOString()],
  )
  const [sums] = rows
  if (!sums) return
  if (sums.waitingFiles + 1 > waiting.files || sums.waitingBytes + bytes > waiting.bytes) {
    throw fail('storage.file.link-full', {}, { details: { retryAfter: linkRetrySeconds } })
  }
  if (sums.hourFiles + 1 > hourly.files || sums.hourBytes + bytes > hourly.bytes) {
    const freeAt = sums.since === null ? now : Date.parse(sums.since) + hourMs
    const seconds = Math.max(1, Math.ceil((freeAt - now) / 1000))
    throw fail('storage.file.too-many', { minutes: Math.ceil(seconds / 60) }, { details: { retryAfter: seconds } })
  }
}

type Sums = { waitingFiles: number; waitingBytes: number; hourFiles: number; hourBytes: number; since: string | null }
