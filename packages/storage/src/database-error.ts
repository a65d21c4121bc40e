import { AppError } from '@tangram/data-model'
import { fail } from './errors.ts'

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25P03',
])
const connectionWords =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Client was closed/

/** What a value can be that no column takes: a number too large, a date that is none, half a character. */
const valueCodes = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

/** More than PostgreSQL computes: texts and lists beyond its size, statements beyond its depth. */
const limitCodes = new Set(['53200', '54000', '54001', '54011', '54023'])
const limitWords = /invalid memory alloc request size|array size exceeds|out of memory/

/** An error of the database itself as one that says what to do; errors about data stay what they are. */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as { code?: string }).code ?? ''
  if (connectionCodes.has(code) || code.startsWith('08') || connectionWords.test(error.message))
    return fail('storage.database.unavailable', {}, { cause: error })
  if (code === '57014') return fail('storage.database.slow', {}, { cause: error })
  if (valueCodes.has(code))
    return fail(
      'storage.query.invalid',
      { reason: { en: 'it holds a value that cannot be stored', 'zh-CN': '含有无法保存的值' } },
      { cause: error },
    )
  if (limitCodes.has(code) || limitWords.test(error.message))
    return fail(
      'storage.query.invalid',
      { reason: { en: 'it asks for more than the database can compute', 'zh-CN': '超出数据库的计算能力' } },
      { cause: error },
    )
  return error
}
