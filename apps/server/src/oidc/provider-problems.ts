import { AppError } from '@tangram/data-model'
import { ClientError } from 'openid-client'
import { fail } from '../errors.ts'
import { CannotAsk } from './guarded-fetch.ts'

/** A reason in both languages. */
export type Words = { en: string; 'zh-CN': string }

/** What is wrong with a provider's settings or what it says of itself. */
export class ProviderProblem extends Error {
  readonly words: Words
  constructor(words: Words) {
    super(words.en)
    this.words = words
  }
}

const cannotAsk: { [kind in CannotAsk['kind']]: (host: string, detail: string) => Words } = {
  address: (host) => ({
    en: `${host} is no address that may be asked: it has to begin with https://`,
    'zh-CN': `${host} 不是可访问的地址，必须以 https:// 开头`,
  }),
  forbidden: (host) => ({
    en: `${host} lies in a private network or on this machine; allow private addresses for this service, or name the network in TANGRAM_OUTGOING_NETWORKS`,
    'zh-CN': `${host} 位于内网或本机；请为该登录服务开启“允许内网地址”，或在 TANGRAM_OUTGOING_NETWORKS 中列出该网段`,
  }),
  timeout: (host) => ({ en: `${host} did not answer within 10 seconds`, 'zh-CN': `${host} 在 10 秒内没有应答` }),
  'too-large': (host) => ({ en: `the answer of ${host} is larger than 1 MB`, 'zh-CN': `${host} 的应答超过 1 MB` }),
  unreachable: (host, detail) => ({ en: `${host} cannot be reached (${detail})`, 'zh-CN': `无法连接 ${host}（${detail}）` }),
}

/** Why a provider could not be asked, in words; undefined when the failure is another one. */
export function wordsOf(error: unknown): Words | undefined {
  if (error instanceof ProviderProblem) return error.words
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++)
    if (cause instanceof CannotAsk) return cannotAsk[cause.kind](cause.host, cause.message.slice(0, 200))
  return undefined
}

const invalid: { [code: string]: Words } = {
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: {
    en: 'its ID token is meant for somebody else (issuer, audience or nonce differs)',
    'zh-CN': 'ID 令牌的签发者、接收方或 nonce 不符',
  },
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: {
    en: 'its ID token is over or not yet valid; check the clocks of both machines',
    'zh-CN': 'ID 令牌已过期或尚未生效，请检查双方时钟',
  },
  OAUTH_KEY_SELECTION_FAILED: { en: 'its ID token is signed by a key it does not publish', 'zh-CN': 'ID 令牌的签名密钥未公布' },
}
const anyInvalid: Words = { en: 'it does not follow the protocol, or was changed on its way', 'zh-CN': '不符合协议，或在途中被篡改' }

/** What went wrong between a browser's return and the ID token, as an error to be shown. */
export function failureOfGrant(error: unknown): AppError {
  if (error instanceof AppError) return error
  const words = wordsOf(error)
  if (words) return fail('server.provider.unreachable', { problem: words }, { cause: error })
  // What the provider answers as an error, to the browser or to us.
  const told = (error as { error?: unknown }).error
  if (typeof told === 'string') return fail('server.provider.refused', { reason: reasonOf(told) }, { cause: error })
  const code = error instanceof ClientError || error instanceof Error ? String((error as { code?: string }).code ?? '') : ''
  return fail('server.provider.invalid', { problem: invalid[code] ?? anyInvalid }, { cause: error })
}

const reasons: { [error: string]: Words } = {
  access_denied: { en: 'it was cancelled or you are not admitted there', 'zh-CN': '已取消，或您无权使用该服务' },
  invalid_client: { en: 'it does not accept the client id or secret', 'zh-CN': '客户端标识或密钥不被接受' },
  invalid_grant: { en: 'the code was used already or is over', 'zh-CN': '授权码已使用或已过期' },
  invalid_scope: { en: 'it does not know one of the scopes', 'zh-CN': '请求的授权范围不被支持' },
  login_required: { en: 'you are not signed in there', 'zh-CN': '您尚未登录该服务' },
  temporarily_unavailable: { en: 'it is busy', 'zh-CN': '该服务繁忙' },
}

/** Only words we know are shown: the text of an address is anybody's. */
function reasonOf(error: string): Words {
  const known = Object.hasOwn(reasons, error) ? reasons[error] : undefined
  const name = /^[a-z_]{1,40}$/.test(error) ? error : 'error'
  return known ?? { en: name, 'zh-CN': name }
}
