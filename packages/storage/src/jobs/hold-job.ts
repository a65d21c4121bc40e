import { fail } from '../errors.ts'
import type { Fence, Transaction } from '../transaction.ts'

/** Makes sure the job is still this worker's and stays so until the transaction ends. @throws storage.job.fenced 409 */
export async function holdJob(trx: Transaction, fence: Fence): Promise<void> {
  const { rowCount } = await trx.client.query({
    name: 'job.hold',
    text: 'select 1 from tangram.job where id = $1 and attempt = $2 for share',
    values: [fence.job, fence.attempt],
  })
  if (rowCount === 0) throw fail('storage.job.fenced')
}
