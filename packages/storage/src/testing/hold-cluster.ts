import { connect } from '../database.ts'

/** A server process as far as the cluster is concerned: opens it, says so, closes it on SIGTERM. For tests that kill it. */
const [dataDir = ''] = process.argv.slice(2)
const db = await connect({ dataDir, poolSize: 2 })
await db.pool.query('create table if not exists public.kept (n integer)')
process.on('SIGTERM', () => {
  void db.close().then(() => process.exit(0))
})
console.log(`ready ${db.url}`)
setInterval(() => {}, 60_000)
