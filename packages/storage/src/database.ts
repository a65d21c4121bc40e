import type { Kysely } from 'kysely'
import type { Pool } from 'pg'

/** An open PostgreSQL: embedded or yours, the code after this point does not know. */
export type Database = {
  url: string
  pool: Pool
  /** Builds SQL; tables are named by catalogues, so it has no static schema. */
  kysely: Kysely<unknown>
  close(): Promise<void>
}
