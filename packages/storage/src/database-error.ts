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

/** An error of the database itself as one that says what to do; errors about data stay what they are. */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const code = (error as { code?: string }).code ?? ''
  if (connectionCodes.has(code) || code.startsWith('08') || connectionWords.test(error.message))
    return fail('storage.database.unavailable', {}, { cause: error })
  if (code === '57014') return fail('storage.database.slow', {}, { cause: error })
  if (code === '22021' || code === '22P05')
    return fail(
      'storage.query.invalid',
      { reason: { en: 'it holds a character no text can hold', 'zh-CN': '含有无法保存的字符' } },
      { cause: error },
    )
  return error
}
