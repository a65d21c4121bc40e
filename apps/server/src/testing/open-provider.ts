/// <reference path="./oidc-provider.d.ts" />
import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export type Account = { sub: string; [claim: string]: unknown }
type Json = { [name: string]: unknown }

/** A real OpenID provider on a port of its own, with its own pages, whose answers a test may change on their way. */
export type TestProvider = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who can sign in, by their login there; any password does. */
  accounts: Map<string, Account>
  /** Changes what an endpoint answers, until it is set back to undefined. */
  tamper: { token?: (answer: Json) => Json; description?: (answer: Json) => Json }
  /** Lets it send browsers to these addresses, as its administrator would. */
  register(redirectUris: readonly string[], leaveUris: readonly string[]): void
  /** Another key from now on; the one before is no longer published. */
  rotate(): void
  /** An ID token with these claims, signed by the published key or another one; `none`: not at all. */
  sign(claims: Json, by?: 'published' | 'other' | 'none'): string
  /** Goes through the provider's pages as a person would, to the address it sends the browser to. */
  walk(address: string, login: string): Promise<URL>
  close(): Promise<void>
}

export async function openProvider(
  redirectUris: readonly string[],
  leaveUris: readonly string[] = [],
  host: '127.0.0.1' | 'localhost' = '127.0.0.1',
): Promise<TestProvider> {
  let registered = { redirectUris, leaveUris }
  const clientId = 'tangram'
  const clientSecret = `secret-${randomUUID()}`
  const accounts = new Map<string, Account>()
  const tamper: TestProvider['tamper'] = {}
  let listener: RequestListener = (_request, answer) => answer.end()
  const server = createServer((request, answer) => {
    const path = request.url?.split('?')[0]
    const change = path === '/token' ? tamper.token : path === '/.well-known/openid-configuration' ? tamper.description : undefined
    if (change) changeAnswer(answer, change)
    listener(request, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`
  let key: Key
  const start = () => {
    key = newKey()
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: registered.redirectUris,
          post_logout_redirect_uris: registered.leaveUris,
        },
      ],
      jwks: { keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig', alg: 'RS256' }] },
      cookies: { keys: [randomUUID()] },
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      findAccount: (_context: unknown, login: string) => {
        const account = accounts.get(login)
        return account && { accountId: login, claims: () => account }
      },
    })
    listener = provider.callback()
  }
  start()
  return {
    issuer,
    clientId,
    clientSecret,
    accounts,
    tamper,
    register: (redirectUris, leaveUris) => {
      registered = { redirectUris, leaveUris }
      start()
    },
    rotate: start,
    sign: (claims, by = 'published') => signed(claims, by, by === 'other' ? { ...newKey(), kid: key.kid } : key),
    walk: (address, login) => walk(issuer, address, login),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Key = { kid: string; privateKey: KeyObject }
const newKey = (): Key => ({ kid: randomUUID(), privateKey: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey })

function signed(claims: Json, by: string, { kid, privateKey }: Key): string {
  const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const content = `${part(by === 'none' ? { alg: 'none' } : { alg: 'RS256', kid })}.${part(claims)}`
  return `${content}.${by === 'none' ? '' : createSign('sha256').update(content).sign(privateKey, 'base64url')}`
}

/** Holds an answer back until it is complete, and sends what the test makes of it. */
function changeAnswer(answer: ServerResponse, change: (body: Json) => Json): void {
  const chunks: Buffer[] = []
  const [end, keep] = [
    answer.end.bind(answer),
    (chunk: unknown) => typeof chunk !== 'function' && chunk && chunks.push(Buffer.from(chunk as string)),
  ]
  answer.write = ((chunk: unknown) => Boolean(keep(chunk)) || true) as typeof answer.write
  answer.end = ((chunk: unknown) => {
    keep(chunk)
    const text = JSON.stringify(change(JSON.parse(Buffer.concat(chunks).toString() || '{}')))
    answer.setHeader('content-length', Buffer.byteLength(text))
    return end(text)
  }) as typeof answer.end
}

async function walk(issuer: string, address: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let form: URLSearchParams | undefined
  let next = new URL(address)
  for (let steps = 0; steps < 20; steps++) {
    if (next.origin !== issuer) return next
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html' },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    form = undefined
    const location = answer.headers.get('location')
    if (location) {
      next = new URL(location, next)
      continue
    }
    const page = await answer.text()
    const action = /action="([^"]+)"/.exec(page)?.[1]
    if (!action) throw new Error(`no way on from ${next}: ${answer.status} ${page.slice(0, 500)}`)
    form = new URLSearchParams(page.includes('value="login"') ? { prompt: 'login', login, password: 'any' } : { prompt: 'consent' })
    next = new URL(action, next)
  }
  throw new Error('the provider sends the browser in circles')
}
