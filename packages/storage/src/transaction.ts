import type { PoolClient } from 'pg'

/** One open transaction. Only storage looks inside. */
export type Transaction = { readonly client: PoolClient }

/** Proof that a job is still held by this worker: its attempt. A late worker's write is refused. */
export type Fence = { job: string; attempt: number }
