import { AppError, InvariantError, type JsonValue, type Locale } from '@tangram/data-model'
import { fail } from '../errors.ts'
import { problemOf } from './validation.ts'

/** Problem details, RFC 9457. `code` is for machines, `detail` and `fix` for the reader in their language. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  fix?: string
  path?: string
  errors?: JsonValue
  details?: JsonValue
}

type FastifyFailure = Error & {
  code?: string
  statusCode?: number
  validation?: { keyword: string; instancePath: string; params: Record<string, unknown>; message?: string }[]
  validationContext?: string
}

/** Any failure as problem details. What is not ours to tell (stack, SQL, paths) becomes `server.unexpected`. */
export function problemFrom(error: unknown, locale: Locale, request: { id: string; type?: string; bodyLimit?: number }): Problem {
  const known = knownError(error, request)
  const detail = known.messageIn(locale)
  const fix = known.fixIn(locale)
  const details = known.details as { errors?: JsonValue } | undefined
  const { errors, ...rest } = details && typeof details === 'object' && !Array.isArray(details) ? details : { errors: undefined }
  const others = Array.isArray(details) ? (details as JsonValue) : Object.keys(rest).length > 0 ? (rest as JsonValue) : undefined
  return {
    type: `https://tangram.dev/errors/${known.code}`,
    title: titles[known.status]?.[locale] ?? titles[500]?.[locale] ?? '',
    status: known.status,
    code: known.code,
    detail,
    ...(fix ? { fix } : {}),
    ...(known.path !== undefined ? { path: known.path } : {}),
    ...(errors !== undefined ? { errors } : {}),
    ...(others !== undefined ? { details: others } : {}),
  }
}

const parts: { [context: string]: { en: string; 'zh-CN': string } } = {
  body: { en: 'The body', 'zh-CN': '请求体' },
  querystring: { en: 'The query', 'zh-CN': '查询参数' },
  params: { en: 'The address', 'zh-CN': '地址' },
  headers: { en: 'The headers', 'zh-CN': '请求头' },
}

function knownError(error: unknown, request: { id: string; type?: string; bodyLimit?: number }): AppError {
  if (error instanceof AppError) return error
  if (!(error instanceof Error)) return unexpected(request)
  const failure = error as FastifyFailure
  const first = failure.validation?.[0]
  if (first) {
    const extra = first.params.missingProperty ?? first.params.additionalProperty
    const path = first.instancePath + (extra === undefined ? '' : `/${String(extra).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    const part = parts[failure.validationContext ?? 'body'] ?? parts.body
    return fail('server.request.invalid', { part, at: clip(path || '/'), problem: clipBoth(problemOf(first)) }, { path })
  }
  if (error instanceof InvariantError) return unexpected(request)
  switch (failure.code) {
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return fail('server.request.broken-json', { problem: placeOf(failure.message) }, { path: '' })
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return fail('server.request.empty-body')
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return fail('server.request.too-large', { limit: sizeText(request.bodyLimit ?? 0) })
    case 'FST_REQ_FILE_TOO_LARGE':
      return fail('server.file.too-large', { limit: sizeText(request.bodyLimit ?? 0) })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return fail('server.request.media-type', { type: clip(request.type ?? '—') })
    case 'FST_ERR_NOT_FOUND':
      return fail('server.not-found')
  }
  if (error instanceof SyntaxError && failure.statusCode === 400)
    return fail('server.request.broken-json', { problem: placeOf(failure.message) }, { path: '' })
  // Before the database: a caller who hangs up resets a connection as well.
  if (failure.statusCode !== undefined && failure.statusCode >= 400 && failure.statusCode < 500) return fail('server.request.malformed')
  if (isDatabaseDown(failure)) return fail('server.database.unavailable')
  if (failure.code === '57014') return fail('server.busy')
  return unexpected(request)
}

const unexpected = (request: { id: string }) => fail('server.unexpected', { request: request.id })

/** Connection lost, refused, too many, or the database is starting or stopping: all pass by themselves. */
export function isDatabaseDown(error: { code?: string; message?: string }): boolean {
  const code = error.code ?? ''
  if (/^(08|57P0)/.test(code) || code === '53300' || code === '53400') return true
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT'].includes(code))
    return code !== 'ENOENT' || /\.s\.PGSQL/.test(error.message ?? '')
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(error.message ?? '')
}

/** Where the JSON broke, without repeating what was sent. */
function placeOf(message: string): { en: string; 'zh-CN': string } {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position) return { en: `it breaks at character ${position}`, 'zh-CN': `在第 ${position} 个字符处出错` }
  return { en: 'it ends too early or holds a forbidden key', 'zh-CN': '内容提前结束或包含不允许的键' }
}

export function sizeText(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} kB`
}

const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)
const clipBoth = (text: { en: string; 'zh-CN': string }) => ({ en: clip(text.en), 'zh-CN': clip(text['zh-CN']) })

const titles: { [status: number]: { en: string; 'zh-CN': string } } = {
  400: { en: 'Not understood', 'zh-CN': '请求有误' },
  401: { en: 'Not signed in', 'zh-CN': '未登录' },
  403: { en: 'Not allowed', 'zh-CN': '没有权限' },
  404: { en: 'Not found', 'zh-CN': '未找到' },
  409: { en: 'Changed meanwhile', 'zh-CN': '内容已变化' },
  412: { en: 'Changed meanwhile', 'zh-CN': '内容已变化' },
  413: { en: 'Too large', 'zh-CN': '内容过大' },
  415: { en: 'Wrong kind of content', 'zh-CN': '内容类型不支持' },
  422: { en: 'Not valid', 'zh-CN': '内容不符合要求' },
  428: { en: 'Version missing', 'zh-CN': '缺少版本' },
  429: { en: 'Too many attempts', 'zh-CN': '尝试过多' },
  500: { en: 'Our mistake', 'zh-CN': '系统错误' },
  503: { en: 'Busy', 'zh-CN': '系统繁忙' },
  504: { en: 'Took too long', 'zh-CN': '查询超时' },
}
