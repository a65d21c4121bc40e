import type { Context } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { chainKeys } from './audit-chain.ts'

/** Entries younger than this are kept whatever the settings say; the database refuses to remove them too. */
export const leastRetentionDays = 180
export const retentionSetting = 'audit retention'

/** Removes the oldest sealed entries, as far as all of them are older than the retention, and anchors the chain where it begins now. */
export async function tidyAudit({ db, options, now }: Context, batch: number): Promise<number> {
  const { rows: settings } = await db.pool.query<{ value: number | null }>('select value from tangram.setting where name = $1', [
    retentionSetting,
  ])
  const days = settings[0]?.value
  if (days === null || days === undefined) return 0
  const cutoff = new Date(Date.parse(now()) - Math.max(days, leastRetentionDays) * 24 * 3600_000).toISOString()
  const [key] = chainKeys(options)
  return inTransaction(db, async ({ client }) => {
    const { rows } = await client.query<{ first: number; upTo: number; digest: Buffer }>(
      `with ends as (select first_seq, last_seq from tangram.audit_chain for update),
       upto as (
         select first_seq, least(first_seq + $2, coalesce((select min(seq) - 1 from tangram.audit_seal where at >= $1), last_seq)) as seq from ends
       )
       select first_seq as first, s.seq as "upTo", s.digest from upto join tangram.audit_seal s on s.seq = upto.seq where s.seq > first_seq`,
      [cutoff, batch],
    )
    const [range] = rows
    if (!range) return 0
    await client.query(`set local tangram.audit_tidying = 'on'`)
    await client.query('delete from tangram.audit where id in (select entry from tangram.audit_seal where seq <= $1)', [range.upTo])
    await client.query('delete from tangram.audit_seal where seq <= $1', [range.upTo])
    await client.query('update tangram.audit_chain set first_seq = $1, first_digest = $2, first_mac = $3', [
      range.upTo,
      range.digest,
      key.ofEnd('first', range.upTo, range.digest),
    ])
    return range.upTo - range.first
  })
}
