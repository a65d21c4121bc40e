import type { PoolClient } from 'pg'
import type { Context } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import type { AuditBreak, AuditVerified } from './audit.ts'
import { type ChainedEntry, type ChainKey, chainKeys, isSame, personDigest } from './audit-chain.ts'
import { chained } from './seal-audit.ts'

const batch = 2_000

type Ends = { firstSeq: number; firstDigest: Buffer; firstMac: Buffer; lastSeq: number; lastDigest: Buffer; lastMac: Buffer }
type Personal = { salt: Buffer | null; ip: string | null; login: string | null; details: string | null }
type Sealed = Omit<ChainedEntry, 'id'> & Personal & { id: string | null; seq: number; entry: string; digest: Buffer }

/** Walks the chain in one snapshot, from the end where entries were removed to the last, and stops at the first break. */
export async function verifyAudit({ db, options }: Context): Promise<AuditVerified> {
  const keys = chainKeys(options)
  return inTransaction(db, async ({ client }) => {
    await client.query('set transaction isolation level repeatable read, read only')
    await client.query(`set local statement_timeout = '5min'`)
    const { rows: found } = await client.query<Ends>(
      `select first_seq as "firstSeq", first_digest as "firstDigest", first_mac as "firstMac",
         last_seq as "lastSeq", last_digest as "lastDigest", last_mac as "lastMac" from tangram.audit_chain`,
    )
    const [ends] = found
    const walked = { entries: 0, erased: 0, unsealed: 0 }
    if (!ends) return { broken: { what: 'end', seq: null, entry: null }, ...walked, last: { seq: 0, digest: '' } }
    const last = { seq: ends.lastSeq, digest: ends.lastDigest.toString('hex') }
    const broken = brokenEnds(keys, ends) ?? (await walk(client, keys, ends, walked)) ?? (await unsealed(client, keys, walked))
    return { broken, ...walked, last }
  })
}

function brokenEnds(keys: readonly ChainKey[], ends: Ends): AuditBreak | null {
  const holds = (which: 'first' | 'last', seq: number, digest: Buffer, mac: Buffer) =>
    seq === 0 ? digest.length === 0 : keys.some((key) => isSame(key.ofEnd(which, seq, digest), mac))
  if (!holds('first', ends.firstSeq, ends.firstDigest, ends.firstMac)) return { what: 'end', seq: ends.firstSeq, entry: null }
  return holds('last', ends.lastSeq, ends.lastDigest, ends.lastMac) ? null : { what: 'end', seq: ends.lastSeq, entry: null }
}

async function walk(
  client: PoolClient,
  keys: readonly ChainKey[],
  ends: Ends,
  walked: { entries: number; erased: number },
): Promise<AuditBreak | null> {
  let { firstSeq: seq, firstDigest: before } = ends
  // Entries without a mac are older than macs: none may follow one that has it.
  let macsBegan = false
  for (;;) {
    const { rows } = await client.query<Sealed>(
      `select s.seq, s.entry, s.digest, ${chained}, p.salt, p.ip, p.login, p.details::text as details
       from tangram.audit_seal s left join tangram.audit a on a.id = s.entry left join tangram.audit_person p on p.entry = s.entry
       where s.seq > $1 order by s.seq limit ${batch}`,
      [seq],
    )
    for (const row of rows) {
      const broken = (what: AuditBreak['what']): AuditBreak => ({ what, seq: row.seq, entry: row.entry })
      if (row.seq !== seq + 1) return { what: 'missing', seq: seq + 1, entry: null }
      if (row.id === null) return broken('missing')
      const entry: ChainedEntry = { ...row, id: row.id }
      if (entry.mac ? !isWritten(keys, entry) : macsBegan) return broken('changed')
      if (!isPersonalAsWritten(row)) return broken('personal')
      if (!keys.some((key) => isSame(key.ofSeal(row.seq, before, entry), row.digest))) return broken(entry.mac ? 'order' : 'changed')
      macsBegan ||= entry.mac !== null
      walked.entries++
      if (row.person && !row.salt) walked.erased++
      seq = row.seq
      before = row.digest
    }
    if (rows.length < batch) break
  }
  return seq === ends.lastSeq && isSame(before, ends.lastDigest) ? null : { what: 'missing', seq: seq + 1, entry: null }
}

/** Entries in no seal: those of the last moments wait in their list, any other came by another way. */
async function unsealed(client: PoolClient, keys: readonly ChainKey[], walked: { unsealed: number }): Promise<AuditBreak | null> {
  const { rows: lost } = await client.query<{ entry: string }>(
    'select entry from tangram.audit_unsealed q where not exists (select from tangram.audit a where a.id = q.entry) limit 1',
  )
  if (lost[0]) return { what: 'missing', seq: null, entry: lost[0].entry }
  const { rows: strangers } = await client.query<{ id: string }>(
    `select a.id from tangram.audit a left join tangram.audit_seal s on s.entry = a.id left join tangram.audit_unsealed q on q.entry = a.id
     where s.entry is null and q.entry is null order by a.id limit 1`,
  )
  if (strangers[0]) return { what: 'stranger', seq: null, entry: strangers[0].id }
  const { rows: waiting } = await client.query<ChainedEntry>(
    `select ${chained} from tangram.audit_unsealed q join tangram.audit a on a.id = q.entry order by a.id limit 100000`,
  )
  walked.unsealed = waiting.length
  const forged = waiting.find((entry) => entry.mac && !isWritten(keys, entry))
  return forged ? { what: 'changed', seq: null, entry: forged.id } : null
}

function isWritten(keys: readonly ChainKey[], entry: ChainedEntry): boolean {
  return keys.some((key) => isSame(key.ofEntry(entry), entry.mac as Buffer))
}

/** Erased values are as good as written ones; what is there must be what was written. */
function isPersonalAsWritten({ person, salt, ip, login, details }: Sealed): boolean {
  if (!salt) return true
  return person !== null && isSame(personDigest(salt, { ip, login, details }), person)
}
