import type { ServerMetadata } from 'openid-client'
import type { ServerConfig } from '../config.ts'
import { type Asked, discover } from './discover.ts'
import { guardedFetch } from './guarded-fetch.ts'
import { type Words, wordsOf } from './provider-problems.ts'

/** What a test of a provider found. `notes`: it works, but somebody should know. */
export type Tested = { problem: Words | null; notes: Words[]; canEndSession: boolean }

/** Asks a provider for its description and keys, as a sign-in would. */
export async function testConnection(
  { outgoingNetworks }: Pick<ServerConfig, 'outgoingNetworks'>,
  asked: Asked & { scopes: string },
): Promise<Tested> {
  try {
    const ask = guardedFetch({ ...asked, outgoingNetworks })
    const metadata = await discover(asked, ask)
    const keys = await ask(metadata.jwks_uri ?? '', {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual',
    })
    const found = keys.status === 200 ? ((await keys.json().catch(() => null)) as { keys?: unknown } | null) : null
    if (!Array.isArray(found?.keys) || found.keys.length === 0) {
      const problem = {
        en: `${metadata.jwks_uri} holds no keys (status ${keys.status})`,
        'zh-CN': `${metadata.jwks_uri} 没有提供密钥（状态 ${keys.status}）`,
      }
      return { problem, notes: [], canEndSession: false }
    }
    return { problem: null, notes: notesOn(metadata, asked.scopes), canEndSession: metadata.end_session_endpoint !== undefined }
  } catch (error) {
    const words = wordsOf(error)
    if (!words) throw error
    return { problem: words, notes: [], canEndSession: false }
  }
}

function notesOn(metadata: ServerMetadata, scopes: string): Words[] {
  const unknown = scopes.split(' ').filter((scope) => metadata.scopes_supported !== undefined && !metadata.scopes_supported.includes(scope))
  return [
    ...(unknown.length > 0
      ? [{ en: `It does not name these scopes: ${unknown.join(', ')}.`, 'zh-CN': `该服务未列出以下授权范围：${unknown.join('、')}。` }]
      : []),
    ...(metadata.code_challenge_methods_supported?.includes('S256')
      ? []
      : [
          {
            en: 'It does not say that it checks PKCE (S256); it is sent all the same.',
            'zh-CN': '该服务未声明支持 PKCE（S256），系统仍会发送。',
          },
        ]),
  ]
}
