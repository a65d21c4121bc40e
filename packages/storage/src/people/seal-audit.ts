import type { Context } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { type ChainedEntry, chainKeys } from './audit-chain.ts'

const batch = 1_000

/** Columns of an entry `a` that digests cover. */
export const chained = 'a.id, a.at, a.actor, a.actor_kind as "actorKind", a.action, a.object, a.result, a.person, a.mac'

/** Appends entries to the chain. The row of its ends is held meanwhile: of several servers one seals, the others find it held and leave. */
export async function sealAudit({ db, options }: Context): Promise<number> {
  const [key] = chainKeys(options)
  let count = 0
  for (;;) {
    const sealed = await inTransaction(db, async ({ client }) => {
      const { rows: ends } = await client.query<{ seq: number; digest: Buffer }>(
        'select last_seq as seq, last_digest as digest from tangram.audit_chain for update skip locked',
      )
      const [end] = ends
      if (!end) return 0
      const { rows } = await client.query<ChainedEntry>(
        `select ${chained} from tangram.audit_unsealed q join tangram.audit a on a.id = q.entry order by a.id limit ${batch}`,
      )
      if (rows.length === 0) return 0
      let { seq, digest } = end
      const digests = rows.map((entry) => {
        seq++
        digest = key.ofSeal(seq, digest, entry)
        return digest
      })
      await client.query(
        `with sealed as (
           insert into tangram.audit_seal (seq, entry, at, digest)
           select $1::bigint + n, entry, at, digest from unnest($2::uuid[], $3::timestamptz[], $4::bytea[]) with ordinality as s (entry, at, digest, n)
           returning entry
         )
         delete from tangram.audit_unsealed using sealed where audit_unsealed.entry = sealed.entry`,
        [end.seq, rows.map(({ id }) => id), rows.map(({ at }) => at), digests],
      )
      await client.query('update tangram.audit_chain set last_seq = $1, last_digest = $2, last_mac = $3', [
        seq,
        digest,
        key.ofEnd('last', seq, digest),
      ])
      return rows.length
    })
    count += sealed
    if (sealed < batch) return count
  }
}
