import type { Locale } from '@tangram/data-model'
import { ApiProblem, type ProblemDetails } from './api-problem.ts'
import type { FileRef, LiveEvent, Session } from './types.ts'

export type RequestOptions = {
  signal?: AbortSignal
  /** Version or revision the change was made on; a stale one is refused with 409. */
  ifMatch?: number | string
  /** Makes a repeated create harmless. */
  idempotencyKey?: string
  /** The version of the app that the values were typed into: its form is accepted even if another is published by now. */
  appVersion?: number | undefined
}

export type UploadOptions = { signal?: AbortSignal; appVersion?: number; onProgress?: (share: number) => void }

/** Speaks the server's HTTP API. Every failure is an `ApiProblem`. Paths start after `/api/v1`. */
export type Client = {
  get: <T>(path: string, options?: RequestOptions) => Promise<T>
  send: <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: RequestOptions) => Promise<T>
  /** The parts of an answer one by one, as they arrive. */
  lines: <T>(path: string, body: unknown, onLine: (line: T) => void, options?: RequestOptions) => Promise<void>
  /** A file that the server makes of what is asked, with the name it gives. */
  file: (path: string, body: unknown, options?: RequestOptions) => Promise<File>
  /** Sends one file; `path` is `/files` or a public form's own. */
  upload: (path: string, file: File, options?: UploadOptions) => Promise<FileRef>
  /** Address of a path for `<img>`, `<a download>` and EventSource. */
  url: (path: string) => string
  /** Hears what the server announces until the returned function is called. `reconnect`: something may have been missed, read again. */
  live: (onEvent: (event: LiveEvent) => void, on?: { reconnect?: () => void; lost?: () => void; open?: () => void }) => () => void
  /** Language of the server's answers from now on. */
  setLocale: (locale: Locale) => void
}

/**
 * A client for one server.
 *
 *     const client = createClient()
 *     const apps = await client.get<AppSummary[]>('/apps')
 */
export function createClient(settings: { baseUrl?: string; locale?: Locale; fetch?: typeof fetch } = {}): Client {
  const base = `${settings.baseUrl ?? ''}/api/v1`
  const send = settings.fetch ?? ((input, init) => fetch(input, init))
  let locale: Locale = settings.locale ?? 'zh-CN'
  let csrf: string | undefined

  async function askOnce(method: string, path: string, body: unknown, options: RequestOptions, accept: string): Promise<Response> {
    const headers: Record<string, string> = { accept, 'accept-language': locale }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`
    if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
    if (options.appVersion !== undefined) headers['x-app-version'] = String(options.appVersion)
    if (needsCsrf(method, path)) headers['x-csrf-token'] = await csrfToken()
    const init: RequestInit = { method, headers, credentials: 'same-origin' }
    if (body !== undefined) init.body = JSON.stringify(body)
    if (options.signal) init.signal = options.signal
    const answer = await reach(() => send(base + path, init), locale)
    // Who signs in again or changes how, in another tab too, has another token.
    if (answer.status === 401 || answer.status === 403 || (answer.ok && renewing.has(path))) csrf = undefined
    return answer
  }

  /** A token that was replaced while this was on its way is no reason to fail: nothing was done yet. */
  async function ask(...request: Parameters<typeof askOnce>): Promise<Response> {
    const answer = await askOnce(...request)
    const [method, path] = request
    return answer.status === 403 && needsCsrf(method, path) && (await hasOldToken(answer)) ? askOnce(...request) : answer
  }

  async function request<T>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
    const value = await readAnswer<T>(await ask(method, path, body, options, 'application/json'))
    if (signingIn.has(path)) csrf = csrfIn(value)
    return value
  }

  async function csrfToken(): Promise<string> {
    csrf ??= (await request<Session>('GET', '/session', undefined)).csrf
    return csrf ?? ''
  }

  return {
    get: (path, options) => request('GET', path, undefined, options),
    send: (method, path, body, options) => request(method, path, body, options),
    lines: async (path, body, onLine, options = {}) => {
      const answer = await ask('POST', path, body, options, 'application/x-ndjson')
      if (!answer.ok || !answer.body) await readAnswer(answer)
      else await reach(() => eachLine(answer.body as ReadableStream<Uint8Array>, onLine), locale)
    },
    file: async (path, body, options = {}) => {
      const answer = await ask('POST', path, body, options, '*/*')
      if (!answer.ok) await readAnswer(answer)
      const [, name = ''] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? []
      const content = await reach(() => answer.blob(), locale)
      return new File([content], decodeURIComponent(name) || 'file', { type: content.type })
    },
    upload: async (path, file, options) =>
      upload(base + path, file, { ...options, locale, csrf: needsCsrf('POST', path) ? await csrfToken() : undefined }),
    url: (path) => base + path,
    live: (onEvent, on) => listen(`${base}/live`, onEvent, on),
    setLocale: (next) => {
      locale = next
    },
  }
}

/** What answers with a session and its token. */
const signingIn: ReadonlySet<string> = new Set(['/session', '/session/code', '/trial/session', '/setup'])
/** What gives the session a new token on the way. */
const renewing: ReadonlySet<string> = new Set(['/me/password', '/me/second-factor/confirm'])

function needsCsrf(method: string, path: string): boolean {
  return method !== 'GET' && !path.startsWith('/public/')
}

async function hasOldToken(refused: Response): Promise<boolean> {
  const problem = (await refused
    .clone()
    .json()
    .catch(() => null)) as Partial<ProblemDetails> | null
  return problem?.code === 'server.session.csrf'
}

function csrfIn(value: unknown): string | undefined {
  return value !== null && typeof value === 'object' && 'csrf' in value && typeof value.csrf === 'string' ? value.csrf : undefined
}

async function readAnswer<T>(answer: Response): Promise<T> {
  const text = await answer.text()
  const value = parse(text)
  if (!answer.ok) throw new ApiProblem(problemIn(value, answer.status, answer.statusText))
  return value as T
}

async function eachLine<T>(stream: ReadableStream<Uint8Array>, onLine: (line: T) => void): Promise<void> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const parts = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (parts.pop() ?? '')
    for (const part of parts) if (part !== '') onLine(JSON.parse(part) as T)
    if (done) return
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function problemIn(value: unknown, status: number, statusText: string): ProblemDetails {
  if (value !== null && typeof value === 'object' && 'code' in value && 'title' in value) return { status, ...value } as ProblemDetails
  return { status, code: `http.${status}`, title: statusText || `HTTP ${status}` }
}

const unreachableTexts: Record<Locale, { title: string; fix: string }> = {
  'zh-CN': { title: '无法连接服务器', fix: '请检查网络后重试，已填写的内容不会丢失。' },
  en: { title: 'The server cannot be reached', fix: 'Check the connection and try again. What you typed is kept.' },
}

async function reach<T>(send: () => Promise<T>, locale: Locale): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ status: 0, code: 'network.unreachable', ...unreachableTexts[locale] }, error)
  }
}

/** XMLHttpRequest, because fetch does not tell how much of a body has left. */
function upload(url: string, file: File, options: UploadOptions & { locale: Locale; csrf: string | undefined }): Promise<FileRef> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('POST', url)
    call.setRequestHeader('accept-language', options.locale)
    if (options.csrf) call.setRequestHeader('x-csrf-token', options.csrf)
    if (options.appVersion !== undefined) call.setRequestHeader('x-app-version', String(options.appVersion))
    call.upload.onprogress = (event) => event.lengthComputable && options.onProgress?.(event.loaded / event.total)
    call.onload = () => {
      const value = parse(call.responseText)
      if (call.status >= 200 && call.status < 300) resolve(value as FileRef)
      else reject(new ApiProblem(problemIn(value, call.status, call.statusText)))
    }
    call.onerror = () => reject(new ApiProblem({ status: 0, code: 'network.unreachable', ...unreachableTexts[options.locale] }))
    call.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'))
    options.signal?.addEventListener('abort', () => call.abort())
    const body = new FormData()
    body.append('file', file)
    call.send(body)
  })
}

const liveTypes = ['task', 'record', 'app', 'notification', 'import', 'incident', 'figures'] as const

const tryAgainAfterMs = 3000

function listen(url: string, onEvent: (event: LiveEvent) => void, on: Parameters<Client['live']>[1] = {}): () => void {
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined
  let wasOpen = false
  const open = () => {
    source = new EventSource(url, { withCredentials: true })
    source.onopen = () => {
      if (wasOpen) on.reconnect?.()
      wasOpen = true
      on.open?.()
    }
    // The browser tries again by itself, except after an answer that is no stream: a proxy's 502, say.
    source.onerror = () => {
      on.lost?.()
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, tryAgainAfterMs)
    }
    // Somebody has many pages open and this is the oldest: it listens again once they look at it.
    source.addEventListener('replaced', () => {
      source.close()
      clearTimeout(retry)
      document.addEventListener('visibilitychange', openAgain)
    })
    source.addEventListener('refetch', () => on.reconnect?.())
    for (const type of liveTypes) {
      source.addEventListener(type, (message) => {
        const data = parse((message as MessageEvent<string>).data)
        onEvent({ ...(data !== null && typeof data === 'object' ? data : {}), type })
      })
    }
  }
  function openAgain() {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', openAgain)
    open()
  }
  open()
  return () => {
    clearTimeout(retry)
    document.removeEventListener('visibilitychange', openAgain)
    source.close()
  }
}
